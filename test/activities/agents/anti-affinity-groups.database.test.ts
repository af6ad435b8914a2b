import { readRolloutBlockers } from '../../../activities/agents/read-rollout-blockers';
import { closeDatabases, databases } from '../../support/databases';
import { readAntiAffinityGroups } from '../../../activities/agents/anti-affinity/read-groups';
import { VMS } from '../../../lab/inventory';
import type { ClusterDefinition } from '../../../model/cluster';
import { askOf } from '../../support/ask';
import { openScratch, type Scratch } from '../../support/scratch-activities';

const [VM1, VM2, , VM4, VM5] = VMS.map(({ uuid }) => uuid) as [string, string, string, string, string];

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch('groups');
  const ask = askOf(scratch);
  await ask(`UPDATE {old.nova}.instances SET display_name = 'web' WHERE uuid IN ('${VM4}', '${VM5}')`);
  await ask(`UPDATE {old.nova}.instances SET host = NULL WHERE uuid = '${VM2}'`);
  await ask(`INSERT INTO {old.nova}.instance_group_member (deleted, group_id, instance_id) VALUES (9, 1, '${VM5}')`);
});
afterAll(async () => {
  await closeDatabases();
  await scratch.close();
});

function withPools(pools: Readonly<Record<string, readonly string[]>>): ClusterDefinition {
  const { definition } = scratch.cloud;
  return { ...definition, rollout: { ...definition.rollout, pools } };
}

test('living server groups with the hosts of their living members; an instance without a host is on none', async () => {
  expect(await readAntiAffinityGroups({ databases }, withPools({}))).toEqual({
    groups: [
      { name: 'server group blue-anti-affinity', hosts: ['compute1', 'compute1'] },
      { name: 'server group green-affinity', hosts: ['compute2'] },
    ],
    problems: [],
  });
});

test('pools of the definition, by name and by id', async () => {
  const { groups, problems } = await readAntiAffinityGroups(
    { databases },
    withPools({ front: ['vm1', VM4], back: ['vm7'] }),
  );
  expect(groups.slice(2)).toEqual([
    { name: 'pool front', hosts: ['compute1', 'compute2'] },
    { name: 'pool back', hosts: ['compute3'] },
  ]);
  expect(problems).toEqual([]);
});

test('members that are no VM, or more than one, are blockers', async () => {
  const definition = withPools({ front: ['vm99', 'web', VM1] });
  const { blockers } = await readRolloutBlockers.run(scratch.withDefinition(definition), {
    run: scratch.run,
    step: 'preflight/rollout/look',
    phase: 'preflight',
  });
  expect(blockers).toEqual([
    { type: 'InvalidDefinition', message: 'rollout.pools.front names vm99, and no VM has that name or id.' },
    {
      type: 'InvalidDefinition',
      message: 'rollout.pools.front names web, and 2 VMs have that name: write the id.',
    },
  ]);
});
