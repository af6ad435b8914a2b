import { activitiesOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import { readDatabasePlan } from '../../../activities/databases/preflight/read-database-plan';
import { planCompute } from '../../../plan/compute';
import { planVolumes } from '../../../plan/volumes';
import { askOf } from '../../support/ask';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';

let scratch: Scratch;
afterEach(() => scratch.close());

const COMPUTE = { step: 'compute/assertions/hold', phase: 'compute', tables: 'compute' } as const;
const VOLUMES = { step: 'volumes/assertions/hold', phase: 'volumes', tables: 'volumes' } as const;

test('what is not true of the target is reported with table, number and an example, all of it, and kept for the report', async () => {
  scratch = await openScratch('assert');
  const { activities, cloud, ledger, run } = scratch;
  const { nova, novaApi } = cloud.definition.target.databases;
  const ask = askOf(scratch);
  const input = { run, ...COMPUTE };
  expect(await activities.verifyAssertions(input)).toMatchObject({ summary: '10 assertions about compute are true.' });
  await ask("INSERT INTO {new.nova}.instances (uuid, host, deleted) VALUES ('bare', 'nowhere', 0)");
  await ask("INSERT INTO {new.novaApi}.aggregates (name) VALUES ('old')");
  await ask("INSERT INTO {new.novaApi}.request_specs (instance_uuid, spec) VALUES ('gone1', '{}'), ('gone2', '{}')");
  await ask(
    `INSERT INTO {new.novaApi}.instance_mappings (instance_uuid, cell_id, project_id, queued_for_delete)
     SELECT 'gone1', id, 'p', 0 FROM {new.novaApi}.cell_mappings WHERE name = 'cell1'`,
  );
  await ask(
    `INSERT INTO {new.nova}.migrations (instance_uuid, source_compute, migration_type, status, deleted)
     VALUES ('bare', 'old-host', 'evacuation', 'done', 0)`,
  );
  const { message } = await activities.verifyAssertions(input).then(
    () => ({ message: '' }),
    (error: Error) => error,
  );
  const [told = ''] = message.replace(/^.*?: it is/, 'it is').split('. Read ');
  expect(told.split('; ')).toEqual([
    `it is not true that every instance is mapped to its cell: 1 row of ${nova}.instances, for example bare`,
    `it is not true that every instance has a request spec: 1 row of ${nova}.instances, for example bare`,
    `it is not true that every mapping to the cell has its instance: 1 row of ${novaApi}.instance_mappings, for example gone1`,
    `it is not true that every request spec has its instance: 2 rows of ${novaApi}.request_specs, for example gone1, gone2`,
    `it is not true that there are as many mappings and request specs as instances: 1 row of ${novaApi}.instance_mappings, for example 1 instances, 1 mappings, 2 request specs`,
    `it is not true that every instance is on a node that is known: 1 row of ${nova}.instances, for example bare on nowhere ()`,
    `it is not true that every instance has its flavor: 1 row of ${nova}.instance_extra, for example bare`,
    `it is not true that every instance has a list of key pairs: 1 row of ${nova}.instance_extra, for example bare`,
    `it is not true that every aggregate has a UUID: 1 row of ${novaApi}.aggregates, for example old`,
    `it is not true that no evacuation makes a nova-compute destroy guests when it starts: 1 row of ${nova}.migrations, for example bare from old-host`,
  ]);
  expect(ledger.facts.get('checks/every aggregate has a UUID')).toMatchObject({ passed: false, problems: ['old'] });
});

test('what a cloud that is in use has besides the copy breaks nothing', async () => {
  scratch = await openScratch('living');
  const { activities, cloud, run } = scratch;
  const ask = askOf(scratch);
  await ask("UPDATE {old.nova}.instances SET vm_state = 'soft-delete' WHERE id = 1");
  await runPhase(planCompute(cloud.definition), activities, run);
  const spec = (uuid: string) =>
    ask(`INSERT INTO {new.novaApi}.request_specs (instance_uuid, spec) VALUES ('${uuid}', '{}')`);
  const mapping = (uuid: string, cell: string, queued: 0 | 1) =>
    ask(`INSERT INTO {new.novaApi}.instance_mappings (instance_uuid, cell_id, project_id, queued_for_delete)
      VALUES ('${uuid}', (SELECT MIN(id) FROM {new.novaApi}.cell_mappings WHERE name = '${cell}'), 'p', ${queued})`);
  for (const [uuid, cell, queued] of [
    ['being-built', 'none yet', 0],
    ['never-placed', 'cell0', 0],
    ['archived', 'cell1', 1],
    ['deleted', 'cell1', 1],
  ] as const) {
    await spec(uuid);
    await mapping(uuid, cell, queued);
  }
  await ask("INSERT INTO {new.nova}.instances (id, uuid, deleted, vm_state) VALUES (900, 'deleted', 900, 'deleted')");
  await expect(activities.verifyAssertions({ run, ...COMPUTE })).resolves.toMatchObject({ changed: false });
});

test('attachments are as they were, also where the old cloud did not agree with itself', async () => {
  scratch = await openScratch('attached');
  const { activities, cloud, run } = scratch;
  const ask = askOf(scratch);
  const pairs = await ask(
    `SELECT a.volume_id AS v FROM {old.cinder}.volume_attachment a JOIN {old.nova}.block_device_mapping b
       ON b.volume_id = a.volume_id AND b.instance_uuid = a.instance_uuid AND b.deleted = 0 WHERE a.deleted = 0 ORDER BY 1`,
  );
  const [one, two, three, four] = pairs.map(({ v }) => String(v)) as [string, string, string, string];
  await ask(`UPDATE {old.cinder}.volume_attachment SET deleted = 1 WHERE volume_id = '${one}'`);
  await ask(`UPDATE {old.nova}.block_device_mapping SET deleted = id WHERE volume_id = '${two}'`);
  await runPhase(planCompute(cloud.definition), activities, run);
  await runPhase(planVolumes(cloud.definition), activities, run);
  await ask(`UPDATE {new.cinder}.volume_attachment SET deleted = 1 WHERE volume_id = '${three}'`);
  await ask(`DELETE FROM {new.nova}.block_device_mapping WHERE volume_id = '${four}'`);
  await expect(activities.verifyAssertions({ run, ...VOLUMES })).rejects.toMatchObject({
    message: expect.stringMatching(
      new RegExp(`that it had: 1 row of .*, for example volume ${three} .*that it had: 1 row of .* volume ${four} `),
    ),
  });
});

test('what only a fix-up makes true is not asserted where that is switched off, and the plan says so', async () => {
  scratch = await openScratch('unasserted');
  const { cloud, run, ledger } = scratch;
  const { alignment } = cloud.definition;
  const definition = { ...cloud.definition, alignment: { ...alignment, without: ['keyPairs', 'volumeServices'] } };
  const deps = scratch.withDefinition(definition);
  const plan = await readDatabasePlan(deps, definition, ['compute', 'volumes']);
  expect(plan).toMatchObject({
    blockers: [],
    switchedOff: [
      { name: 'keyPairs', unasserted: ['every instance has a list of key pairs'] },
      { name: 'volumeServices', unasserted: ['every volume belongs to a service'] },
    ],
  });
  const activities = activitiesOf(DATABASE_STEPS, deps);
  const ran = await runPhase(planCompute(definition), activities, run);
  expect(ran.at(-1)?.summary).toContain(
    'Not asserted, as keyPairs is switched off: every instance has a list of key pairs.',
  );
  await runPhase(planVolumes(definition), activities, run);
  expect([...ledger.facts.keys()]).not.toContain('checks/every instance has a list of key pairs');
  expect([...ledger.facts.keys()]).not.toContain('checks/every volume belongs to a service');
});
