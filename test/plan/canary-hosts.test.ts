import { printCanaryTurns } from '../../cli/print/print-canary-turns';
import { printPlan } from '../../cli/print/print-plan';
import { STEP_INPUT_BYTES } from '../../model/plan/plan-page';
import { planAgents } from '../../plan/agents';
import { planHosts } from '../../plan/hosts';
import { planUpgrade } from '../../plan/upgrade';
import type { Trial } from '../../model/plan/trial';
import type { ClusterDefinition } from '../../model/cluster';
import { definitionOf } from '../support/definition';
import { fleetOf } from '../support/fleet';

const HOSTS = ['compute1', 'compute2', 'compute3', 'compute4', 'compute5'];

function withCanaries(canaries: readonly string[], more: Partial<ClusterDefinition['rollout']> = {}) {
  const { rollout } = definitionOf('blue');
  return definitionOf('blue', { hypervisors: HOSTS, rollout: { ...rollout, hostsPerBatch: 2, canaries, ...more } });
}

/** Hosts of each batch, and the names of the groups that belong to none. */
function orderOf(
  definition: ClusterDefinition,
  hosts: readonly string[] | null = null,
  trials: readonly Trial[] = [],
): readonly string[] {
  return planHosts(definition, hosts, trials).groups.flatMap(({ name, workflow, lanes, trial }) => {
    if (workflow === 'upgradeHostBatch')
      return [`${trial === true ? 'first ' : ''}${lanes.map((lane) => lane.name).join()}`];
    return name.startsWith('batch-') ? [] : [name];
  });
}

describe('canaries in `hosts`', () => {
  it('are through in their order before any other begins', () => {
    expect(orderOf(withCanaries(['compute4', 'compute2', 'compute5']))).toEqual([
      'first compute4,compute2',
      'first compute5',
      'canaries-through',
      'compute1,compute3',
    ]);
  });

  it('are together with trials, and once where one is both', () => {
    const trials = ['compute1', 'compute4'].map((host) => ({ host, group: host, hosts: 2 }));
    expect(orderOf(withCanaries(['compute4']), null, trials)).toEqual([
      'first compute4,compute1',
      'canaries-through',
      'compute2,compute3',
      'compute5',
    ]);
  });

  it('stand before nobody where they are all that was chosen, and are left out where they were not', () => {
    const definition = withCanaries(['compute4', 'compute2']);
    expect(orderOf(definition, ['compute2', 'compute4'])).toEqual(['compute4,compute2']);
    expect(orderOf(definition, ['compute1', 'compute3'])).toEqual(['compute1,compute3']);
    expect(orderOf(definition, ['compute1', 'compute2'])).toEqual(['first compute2', 'canaries-through', 'compute1']);
  });
});

const BOTH = { phases: ['hosts', 'agents'], hosts: null, seedFlows: true } as const;

/** The steps of what stands behind canaries, and what stands before it. */
function behindOf(definition: ClusterDefinition, hosts: readonly string[] | null = null) {
  return [planHosts(definition, hosts), planAgents(definition, { hosts, seedFlows: true })].map(({ groups }) => {
    const at = groups.findIndex(({ canaries }) => canaries);
    const lanes = groups[at]?.lanes ?? [];
    return { at, steps: lanes.flatMap(({ steps }) => steps.map(({ activity, input }) => ({ activity, input }))) };
  });
}

describe('canaries that soak', () => {
  const canaries = ['compute4', 'compute2'];

  it('do so in both phases behind their turns, until the last has had its time', () => {
    const soak = (last: string) => ({ activity: 'verifyCanaries', input: { hosts: canaries, last, minutes: 45 } });
    expect(behindOf(withCanaries(canaries, { canarySoakMinutes: 45 }))).toEqual([
      { at: 3, steps: [soak('own')] },
      { at: 2, steps: [soak('enable')] },
    ]);
  });

  it('do not where nobody follows, and without the key there is nothing to wait for but a gate in `hosts`', () => {
    expect(behindOf(withCanaries(canaries, { canarySoakMinutes: 45 }), canaries)).toMatchObject([
      { at: -1 },
      { at: -1 },
    ]);
    for (const more of [{}, { canarySoakMinutes: 0 }])
      expect(behindOf(withCanaries(canaries, more))).toEqual([
        { at: 3, steps: [] },
        { at: -1, steps: [] },
      ]);
  });

  it('before network services are handed over that run on them', () => {
    const definition = withCanaries(canaries, { canarySoakMinutes: 45 });
    const dhcp = [{ host: 'compute4', units: ['neutron-dhcp-agent'] }];
    const services = {
      dhcp: { old: dhcp, new: dhcp, leaseChecks: [] },
      l3: null,
      metadata: null,
    };
    const { groups } = planAgents(
      { ...definition, network: { ...definition.network, services } },
      { hosts: null, seedFlows: true },
    );
    expect(groups.map(({ name }) => name).slice(0, 4)).toEqual([
      'compute4',
      'compute2',
      'canaries-through',
      'services',
    ]);
  });

  it('are told by `plan`, with what the run waits for behind them', () => {
    const definition = {
      ...withCanaries(canaries, { canarySoakMinutes: 45 }),
      approvals: [{ gate: 'canaries' }] as const,
    };
    const plan = planUpgrade(definition, BOTH);
    expect(printPlan(plan)).toContain(
      'Leave compute4, compute2 alone for 45 minutes, then judge how they are  [hosts/canaries/soak]',
    );
    expect(printCanaryTurns(definition, HOSTS, plan)).toBe(
      [
        '\n\ncanaries: in hosts and in agents these have their turns before all others: compute4, compute2',
        '  behind them it leaves them alone for 45 minutes, then judges them',
        '  then it waits, each time: stackleap approve blue canaries',
      ].join('\n'),
    );
    expect(printCanaryTurns(definition, canaries, plan)).toBe('');
    expect(printCanaryTurns(withCanaries([]), HOSTS, plan)).toBe('');
  });

  it('fit into a step, a hundred of them with the longest names', () => {
    const fleet = fleetOf(300);
    const definition = {
      ...fleet,
      rollout: { ...fleet.rollout, canaries: fleet.hypervisors.slice(-100), canarySoakMinutes: 45 },
    };
    for (const { steps } of behindOf(definition))
      expect(Buffer.byteLength(JSON.stringify(steps[0]?.input))).toBeLessThanOrEqual(STEP_INPUT_BYTES);
  });
});
