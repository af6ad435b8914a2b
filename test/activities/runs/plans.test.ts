import type { ReadOrder } from '../../../activities/runs/plans/planner';
import { createPlanActivities } from '../../../activities/runs/plans/plans';
import { PHASES, type PhaseName } from '../../../model/phases';
import type { UpgradeOptions } from '../../../model/upgrade';
import { canonicalJson } from '../../../model/plan/canonical-json';
import { planUpgrade } from '../../../plan/upgrade';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';

const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
const GROUPS = [{ name: 'pool web', hosts: ['compute1', 'compute2'] }];
const store = memoryStore();

function activities(
  readAntiAffinity: ReadOrder['readAntiAffinity'],
  readTrials: ReadOrder['readTrials'] = async () => [],
  definition = definitionOf('blue'),
) {
  const ledger = memoryLedger();
  const deps = { readDefinition: async () => definition, ledger: async () => ledger, store };
  return { ledger, of: createPlanActivities(deps, planUpgrade, { readAntiAffinity, readTrials }) };
}

function optionsOf(phases: readonly PhaseName[]): UpgradeOptions {
  return {
    ...{ cluster: 'blue', phases, hosts: null, approval: 'auto', onFailure: 'ask' },
    ...{ plan: null, rehearse: false, seedFlows: true },
  };
}

test('a plan is built from what keeps hosts apart', async () => {
  const { of } = activities(async () => ({ groups: GROUPS }));
  const { file } = await of.buildPlan({ run: RUN, options: optionsOf(PHASES) });
  const stored = String(await store.get(file));
  expect(stored).toBe(canonicalJson(planUpgrade(definitionOf('blue'), optionsOf(PHASES), GROUPS)));
  expect(stored).not.toBe(canonicalJson(planUpgrade(definitionOf('blue'), optionsOf(PHASES))));
});

test('no plan is built where that cannot be read, unless no agents are restarted', async () => {
  const { of } = activities(async () => Promise.reject(new Error('no answer')));
  await expect(of.buildPlan({ run: RUN, options: optionsOf(PHASES) })).rejects.toThrow('no answer');
  await expect(of.buildPlan({ run: RUN, options: optionsOf(['preflight', 'freeze']) })).resolves.toBeDefined();
});

test('hosts that are tried for others go first, and their group says so; no phase but hosts asks for them', async () => {
  const trials = [{ host: 'compute2', group: 'f1', hosts: 3 }];
  const asked: (readonly string[])[] = [];
  const { of } = activities(
    async () => ({ groups: [] }),
    async (_, hosts) => {
      asked.push(hosts);
      return Promise.resolve(trials);
    },
  );
  const { file: plan } = await of.buildPlan({ run: RUN, options: optionsOf(['hosts']) });
  const { items } = await of.readPlanGroups({ plan, phase: 'hosts', from: 0 });
  const batches = items.filter(({ workflow }) => workflow === 'upgradeHostBatch');
  expect(batches).toMatchObject([{ lanes: 1, trial: true }, { lanes: 2 }]);
  expect(batches[1]).not.toHaveProperty('trial');
  await of.buildPlan({ run: RUN, options: optionsOf(['agents']) });
  expect(asked).toEqual([['compute1', 'compute2', 'compute3']]);
});

test('groups of hosts that are through are marked, none of other phases is', async () => {
  const { ledger, of } = activities(async () => ({ groups: [] }));
  const { file: plan } = await of.buildPlan({ run: RUN, options: optionsOf(PHASES) });
  const marked = async (phase: PhaseName): Promise<readonly string[]> =>
    (await of.readPlanGroups({ plan, phase, from: 0 })).items.filter(({ done }) => done).map(({ name }) => name);
  const steps = planUpgrade(definitionOf('blue'), optionsOf(PHASES)).phases.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes.flatMap((track) => track.steps)),
  );
  const partly = 'agents/compute3/release';
  for (const { id, activity } of steps)
    if (activity.startsWith('ensure') && id !== partly) ledger.done.set(id, { changed: true, summary: '' });
  expect(await marked('agents')).toEqual(['compute1', 'compute2']);
  expect(await marked('hosts')).toEqual([]);
  ledger.done.set(partly, { changed: false, summary: '' });
  expect(await marked('agents')).toEqual(['compute1', 'compute2', 'compute3']);
});

describe('a plan with a snapshot', () => {
  let content = '{"cluster":"blue","files":{"cluster.yaml":"one"}}';
  const of = createPlanActivities(
    { readDefinition: async () => Promise.reject(new Error('not asked')), ledger: async () => memoryLedger(), store },
    planUpgrade,
    {
      readAntiAffinity: async () => ({ groups: [] }),
      readTrials: async () => [],
      takeSnapshot: async () => ({ definition: definitionOf('blue'), content }),
    },
  );
  const build = (plan: string | null = null) =>
    of.buildPlan({ run: RUN, options: { ...optionsOf(['freeze', 'hosts']), plan } });

  it('has another digest when a template is another', async () => {
    const first = await build();
    content = content.replace('one', 'another');
    const second = await build();
    expect(second.file.sha256).not.toBe(first.file.sha256);
    expect(String(await store.get({ sha256: second.snapshot ?? '' }))).toBe(content);
    expect(JSON.parse(String(await store.get(second.file)))).toMatchObject({ version: 2, snapshot: second.snapshot });
  });

  it('keeps it, whatever the folder says when it is carried out', async () => {
    const { file, snapshot } = await build();
    content = content.replace('another', 'a third');
    expect(await build(file.sha256)).toMatchObject({ snapshot, version: 2 });
  });

  it('is missing where its snapshot is', async () => {
    const plan = canonicalJson({
      ...planUpgrade(definitionOf('blue'), optionsOf(['freeze'])),
      snapshot: 'f'.repeat(64),
    });
    const { sha256 } = await store.put(plan);
    await expect(build(sha256)).rejects.toMatchObject({ type: 'PlanMissing' });
  });

  it('is not taken for a plan, and neither is anything else of the store', async () => {
    const { snapshot } = await build();
    for (const file of [snapshot ?? '', (await store.put('a flow dump')).sha256, (await store.put('null')).sha256])
      await expect(build(file)).rejects.toMatchObject({
        type: 'PlanMissing',
        message: expect.stringContaining(`The file ${file} of the store is no plan.`),
      });
  });

  it('of an older version has none', async () => {
    const { version: _, ...plan } = planUpgrade(definitionOf('blue'), optionsOf(['freeze']));
    const { sha256 } = await store.put(canonicalJson(plan));
    const reference = await build(sha256);
    expect(reference).not.toHaveProperty('snapshot');
    expect(reference).not.toHaveProperty('version');
  });
});

test('what stands behind the canaries is done where every host after it is through', async () => {
  const { rollout } = definitionOf('blue');
  const definition = definitionOf('blue', { rollout: { ...rollout, canaries: ['compute2'] } });
  const { ledger, of } = activities(
    async () => ({ groups: [] }),
    async () => [],
    definition,
  );
  const { file: plan } = await of.buildPlan({ run: RUN, options: optionsOf(['hosts']) });
  const behind = async () =>
    (await of.readPlanGroups({ plan, phase: 'hosts', from: 0 })).items.filter(({ canaries }) => canaries);
  expect(await behind()).toMatchObject([{ name: 'canaries-through', done: false }]);
  const tracks = planUpgrade(definition, optionsOf(['hosts'])).phases.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes),
  );
  for (const { name, steps } of tracks)
    if (name !== 'compute2') for (const { id } of steps) ledger.done.set(id, { changed: true, summary: '' });
  expect(await behind()).toMatchObject([{ done: true }]);
  ledger.done.delete('hosts/compute3/own');
  expect(await behind()).toMatchObject([{ done: false }]);
});
