import { groupHosts } from '../../activities/hosts/facts/host-groups';
import { chooseTrials } from '../../activities/hosts/trials/choose-trials';
import { printPlan } from '../../cli/print/print-plan';
import { printTrials } from '../../cli/print/print-trials';
import { definitionSchema } from '../../config/schema';
import { wantsTrials } from '../../activities/hosts/trials/wants-trials';
import { PHASES } from '../../model/phases';
import type { Trial } from '../../model/plan/trial';
import { planDigest } from '../../plan/digest';
import { planHosts } from '../../plan/hosts';
import { planUpgrade } from '../../plan/upgrade';
import { definitionOf } from '../support/definition';
import { fleetOf } from '../support/fleet';

const ALL = { phases: PHASES, hosts: null, seedFlows: true } as const;
const NOBODY: Parameters<typeof chooseTrials>[1] = { canaries: [], guests: new Map() };

/** Hosts by their kinds. */
function groupsOf(kinds: Readonly<Record<string, readonly string[]>>) {
  return groupHosts(
    Object.entries(kinds).flatMap(([kernel, hosts]) => hosts.map((host) => ({ host, traits: { kernel } }))),
  );
}

function triedOf(kinds: Readonly<Record<string, readonly string[]>>, known = NOBODY): readonly string[] {
  return chooseTrials(groupsOf(kinds), known).map(({ host }) => host);
}

function batchesOf(definition: ReturnType<typeof definitionOf>, trials: readonly Trial[]) {
  return planHosts(definition, null, trials)
    .groups.filter(({ workflow }) => workflow === 'upgradeHostBatch')
    .map(({ lanes, trial }) => ({ hosts: lanes.map(({ name }) => name), trial: trial === true }));
}

describe('of each kind of hypervisors one is tried', () => {
  const kinds = { old: ['a1', 'a2', 'a3'], new: ['b1', 'b2'], odd: ['c1'] };

  it('the one with the fewest VMs, the first of several; one that is alone is tried for nobody', () => {
    expect(triedOf(kinds)).toEqual(['a1', 'b1']);
    const guests = new Map(Object.entries({ a1: 5, a2: 3, b1: 1, b2: 1 }));
    expect(triedOf(kinds, { ...NOBODY, guests })).toEqual(['a3', 'b1']);
  });

  it('a canary before one without VMs, the first canary before the second', () => {
    const guests = new Map(Object.entries({ a1: 5, a2: 3 }));
    expect(triedOf(kinds, { canaries: ['b2', 'a2', 'a1'], guests })).toEqual(['a2', 'b2']);
  });

  it('where hypervisors do not fit into one batch, or as the definition says', () => {
    const definition = definitionOf('blue');
    const saying = (trials: boolean) => ({ rollout: { ...definition.rollout, trials } });
    expect([1, 3, 4].map((hosts) => wantsTrials(definition, hosts))).toEqual([false, false, true]);
    expect([1, 2, 3].map((hosts) => wantsTrials(saying(true), hosts))).toEqual([false, true, true]);
    expect(wantsTrials(saying(false), 18_000)).toBe(false);
    const { rollout } = definitionSchema.shape;
    expect(rollout.parse({ hostsPerBatch: 3, trials: false })).toMatchObject({ trials: false });
    expect(rollout.safeParse({ hostsPerBatch: 3, trials: 'yes' }).success).toBe(false);
  });
});

describe('a plan with trials', () => {
  const definition = definitionOf('blue');
  const trials = [{ host: 'compute2', group: 'f1', hosts: 3 }];

  it('takes them through all their steps before any other host begins', () => {
    expect(batchesOf(definition, trials)).toEqual([
      { hosts: ['compute2'], trial: true },
      { hosts: ['compute1', 'compute3'], trial: false },
    ]);
    const plan = planUpgrade(definition, ALL, [], trials);
    const names = plan.phases.find(({ name }) => name === 'hosts')?.groups.map(({ name }) => name) ?? [];
    expect(names.indexOf('trials-through')).toBe(3);
    expect(names).toHaveLength(7);
    const steps = plan.phases.find(({ name }) => name === 'hosts')?.groups.flatMap(({ lanes }) => lanes);
    const through = steps?.findIndex(({ name }) => name.startsWith('hosts/batch-compute1')) ?? -1;
    expect(steps?.slice(0, through).map(({ name }) => name.split('-').slice(0, 2).join('-'))).toEqual([
      'hosts/batch-compute2',
      'compute2',
      'hosts/batch-compute2',
    ]);
  });

  it('has the same tracks as without, and without it is what it was', () => {
    const sorted = (batches: ReturnType<typeof batchesOf>) => batches.flatMap(({ hosts }) => hosts).sort();
    expect(sorted(batchesOf(definition, trials))).toEqual(sorted(batchesOf(definition, [])));
    expect(planDigest(planUpgrade(definition, ALL, [], []))).toBe(planDigest(planUpgrade(definition, ALL)));
    expect(batchesOf(definition, [])).toEqual([{ hosts: definition.hypervisors, trial: false }]);
  });

  it('names them, the first twenty of many', () => {
    expect(printPlan(planUpgrade(definition, ALL, [], trials))).toMatch(
      /\n {2}batch-compute2-\w+, before all others, in its own workflow upgradeHostBatch\n/,
    );
    expect(printTrials([])).toBe('');
    expect(printTrials(trials)).toContain('\n  compute2 for the 3 hypervisors of group f1');
    const many = Array.from({ length: 25 }, (_, i) => ({ host: `compute${i}`, group: `f${i}`, hosts: 2 }));
    expect(printTrials(many)).toMatch(/compute19 for .*\n {2}and 5 more: --json has all$/);
    expect(printTrials({ unread: 'No.' })).toContain('could not be chosen: No.');
  });

  it('of 18,000 hosts in 6,000 kinds has one batch more, however many kinds there are', () => {
    const fleet = fleetOf(18_000);
    const groups = groupHosts(fleet.hypervisors.map((host, i) => ({ host, traits: { kernel: String(i % 6_000) } })));
    const batches = batchesOf(fleet, chooseTrials(groups, NOBODY));
    expect(batches.filter(({ trial }) => trial)).toHaveLength(60);
    expect(batches.length).toBeLessThanOrEqual(181);
    expect(batches.every(({ hosts }) => hosts.length <= 100)).toBe(true);
  });
});
