import { planAgents } from '../../plan/agents';
import { LAB_DEFINITION } from '../support/lab-definition';

const protectedSteps = ['ready', 'seed', 'bridges', 'agent', 'answers', 'seeds-gone', 'release'];

it('restarts agents one host after the other, each in a workflow of its own', () => {
  const { groups } = planAgents(LAB_DEFINITION, null, true);
  expect(groups.map(({ name, workflow, atOnce }) => ({ name, workflow, atOnce }))).toEqual(
    LAB_DEFINITION.hypervisors.map((name) => ({ name, workflow: 'restartAgent', atOnce: 1 })),
  );
  for (const { name, lanes } of groups)
    expect(lanes.map((lane) => lane.steps.map(({ id }) => id))).toEqual([
      protectedSteps.map((step) => `agents/${name}/${step}`),
    ]);
});

it('restarts the agents of canaries first, in the order of the definition', () => {
  const definition = { ...LAB_DEFINITION, rollout: { ...LAB_DEFINITION.rollout, canaries: ['compute3', 'compute2'] } };
  const namesOf = (hosts: readonly string[] | null) =>
    planAgents(definition, hosts, true).groups.map(({ name }) => name);
  expect(namesOf(null)).toEqual(['compute3', 'compute2', 'compute1']);
  expect(namesOf(['compute1', 'compute2'])).toEqual(['compute2', 'compute1']);
});

it('takes only the hosts asked for', () => {
  expect(planAgents(LAB_DEFINITION, ['compute2'], true).groups.map(({ name }) => name)).toEqual(['compute2']);
});

it('leaves the protection out on demand, and then tolerates what it costs', () => {
  const [group] = planAgents(LAB_DEFINITION, ['compute1'], false).groups;
  const steps = group?.lanes[0]?.steps ?? [];
  expect(steps.map(({ activity }) => activity)).toEqual([
    'verifyHostReady',
    'ensureAgentStarted',
    'verifyVmsAnswer',
    'ensureUnitsReleased',
  ]);
  expect(steps.at(-2)?.input).toEqual({ host: 'compute1', tolerate: true });
});
