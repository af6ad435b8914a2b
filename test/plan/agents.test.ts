import { planAgents } from '../../plan/agents';
import { LAB_DEFINITION } from '../support/lab-definition';

const protectedSteps = ['ready', 'seed', 'bridges', 'agent', 'answers', 'seeds-gone', 'switch', 'release'];

it('restarts agents one host after the other, each in a workflow of its own', () => {
  const { groups } = planAgents(LAB_DEFINITION, { hosts: null, seedFlows: true });
  expect(groups.map(({ name, workflow, atOnce }) => ({ name, workflow, atOnce }))).toEqual(
    LAB_DEFINITION.hypervisors.map((name) => ({ name, workflow: 'restartAgent', atOnce: 1 })),
  );
  for (const { name, lanes } of groups)
    expect(lanes.map((track) => track.steps.map(({ id }) => id))).toEqual([
      protectedSteps.map((step) => `agents/${name}/${step}`),
    ]);
});

it('restarts the agents of canaries first, in the order of the definition', () => {
  const definition = { ...LAB_DEFINITION, rollout: { ...LAB_DEFINITION.rollout, canaries: ['compute3', 'compute2'] } };
  const namesOf = (hosts: readonly string[] | null) =>
    planAgents(definition, { hosts: hosts, seedFlows: true }).groups.map(({ name }) => name);
  expect(namesOf(null)).toEqual(['compute3', 'compute2', 'compute1']);
  expect(namesOf(['compute1', 'compute2'])).toEqual(['compute2', 'compute1']);
});

it('keeps hosts apart that carry members of one server group, and says so where it cannot', () => {
  const antiAffinity = [{ name: 'server group web', hosts: ['compute1', 'compute2'] }];
  const turns = (hosts: readonly string[] | null) =>
    planAgents(LAB_DEFINITION, { hosts, seedFlows: true }, antiAffinity).groups.map(
      ({ lanes }) => lanes[0]?.steps[0]?.summary,
    );
  expect(turns(null).map((summary) => summary?.split(':')[0])).toEqual(['compute1', 'compute3', 'compute2']);
  expect(turns(['compute1', 'compute2']).at(-1)).toContain('carries server group web as the host before it does');
});

it('takes only the hosts asked for', () => {
  expect(planAgents(LAB_DEFINITION, { hosts: ['compute2'], seedFlows: true }).groups.map(({ name }) => name)).toEqual([
    'compute2',
  ]);
});

it('leaves the protection out on demand, and then tolerates what it costs', () => {
  const [group] = planAgents(LAB_DEFINITION, { hosts: ['compute1'], seedFlows: false }).groups;
  const steps = group?.lanes[0]?.steps ?? [];
  expect(steps.map(({ activity }) => activity)).toEqual([
    'verifyHostReady',
    'ensureAgentStarted',
    'verifyVmsAnswer',
    'verifySwitchUntouched',
    'ensureUnitsReleased',
  ]);
  for (const activity of ['ensureAgentStarted', 'verifyVmsAnswer'])
    expect(steps.find((step) => step.activity === activity)?.input).toEqual({ host: 'compute1', tolerate: true });
});

it('has the VMs of a host pinged more often during its turn where that is asked for', () => {
  const definition = { ...LAB_DEFINITION, probes: { ...LAB_DEFINITION.probes, inFlightIntervalMs: 10 } };
  const [group] = planAgents(definition, { hosts: ['compute1'], seedFlows: true }).groups;
  expect(group?.lanes.flatMap(({ steps }) => steps.map(({ id }) => id.split('/')[2]))).toEqual([
    'ready',
    'probe',
    ...protectedSteps.slice(1),
    'probed',
  ]);
});
