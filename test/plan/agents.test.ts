import { planAgents } from '../../plan/agents';
import { planOpen } from '../../plan/open';
import { LAB_DEFINITION } from '../support/lab-definition';

const protectedSteps = ['ready', 'seed', 'bridges', 'agent', 'answers', 'seeds-gone', 'switch', 'release'];
const freed = ['enable', 'unlock'];

it('restarts agents one host after the other, each in a workflow of its own', () => {
  const { groups } = planAgents(LAB_DEFINITION, { hosts: null, seedFlows: true });
  expect(groups.map(({ name, workflow, atOnce }) => ({ name, workflow, atOnce }))).toEqual(
    LAB_DEFINITION.hypervisors.map((name) => ({ name, workflow: 'restartAgent', atOnce: 1 })),
  );
  for (const { name, lanes } of groups)
    expect(lanes.map((track) => track.steps.map(({ id }) => id))).toEqual([
      [...protectedSteps, ...freed].map((step) => `agents/${name}/${step}`),
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
    'ensureComputeEnabled',
    'ensureVmsUnlocked',
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
    ...freed,
  ]);
});

function dhcpOn(host: string) {
  return [{ host, units: ['neutron-dhcp-agent'] }];
}

function serving(host: string, open: 'early' | 'late' = 'early', canaries: readonly string[] = []) {
  return {
    ...LAB_DEFINITION,
    rollout: { ...LAB_DEFINITION.rollout, open, canaries },
    network: {
      ...LAB_DEFINITION.network,
      services: { dhcp: { old: dhcpOn('compute3'), new: dhcpOn(host), leaseChecks: [] }, l3: null, metadata: null },
    },
  };
}

const linesOf = (definition: ReturnType<typeof serving>, hosts: readonly string[] | null = null) =>
  planAgents(definition, { hosts, seedFlows: true }).groups.map(({ name, lanes }) => [
    name,
    lanes.flatMap(({ steps }) => steps.map(({ id }) => id.split('/')[2])).slice(-2),
  ]);

describe('while the APIs are open', () => {
  it('hosts that run network services come right after the canaries, and these are handed over next', () => {
    expect(linesOf(serving('compute3', 'early', ['compute2']))).toEqual([
      ['compute2', freed],
      ['compute3', freed],
      ['services', ['dhcp', 'enable']],
      ['compute1', freed],
    ]);
  });

  it('services that run on no hypervisor are handed over with the opening', () => {
    const definition = serving('network1');
    expect(linesOf(definition).map(([name]) => name)).toEqual(['compute1', 'compute2', 'compute3']);
    const { groups } = planOpen(definition);
    expect(groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps.map(({ id }) => id)))).toEqual([
      'open/vms/lock',
      'open/apis/start',
      'open/services/dhcp',
      'open/services/enable',
    ]);
  });

  it('a run of some hosts hands no services over', () => {
    expect(linesOf(serving('compute3'), ['compute3'])).toEqual([['compute3', freed]]);
  });

  it('opened late, nothing is locked, and services come last', () => {
    const late = serving('compute3', 'late');
    expect(linesOf(late)).toEqual([
      ['compute1', ['release', 'enable']],
      ['compute2', ['release', 'enable']],
      ['compute3', ['release', 'enable']],
      ['services', ['dhcp', 'enable']],
    ]);
    expect(planOpen(late).groups.map(({ name }) => name)).toEqual(['apis']);
  });
});
