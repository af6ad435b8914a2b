import { createPlanActivities } from '../../activities/runs/plans/plans';
import { selectedHosts } from '../../activities/toolbox/stored/selected-hosts';
import { PHASES } from '../../model/phases';
import { PAGE_BYTES, STEP_INPUT_BYTES, type Page } from '../../model/plan/plan-page';
import type { UpgradeOptions } from '../../model/upgrade';
import { checkPlan } from '../../plan/check';
import { planDigest } from '../../plan/digest';
import { planUpgrade } from '../../plan/upgrade';
import { fleetOf } from '../support/fleet';
import { memoryLedger } from '../support/memory-ledger';
import { memoryStore } from '../support/memory-store';

const RUN = { id: 'run', cluster: 'blue', datacenter: 'dc1' };
const ALL = { phases: PHASES, hosts: null, seedFlows: true } as const;
/** What a page takes beside its items. */
const AROUND = 300;

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

async function pagesOf<T>(read: (from: number) => Promise<Page<T>>): Promise<readonly Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let from: number | null = 0; from !== null; from = pages.at(-1)?.next ?? null) pages.push(await read(from));
  return pages;
}

describe('a plan of 18,000 hosts with the longest names', () => {
  const count = 18_000;
  const definition = fleetOf(count);
  const plan = planUpgrade(definition, ALL);
  const steps = plan.phases.flatMap(({ groups }) =>
    groups.flatMap(({ lanes }) => lanes.flatMap((track) => track.steps)),
  );

  it('gives no step more than its bound, whatever the number of hosts', () => {
    expect(steps.length).toBeGreaterThan(20 * count);
    const lists = steps.filter(({ input }) => Array.isArray(input['hosts']));
    for (const { input } of lists) expect(sizeOf(input)).toBeLessThanOrEqual(STEP_INPUT_BYTES);
    expect(new Set(lists.map(({ id }) => id.split('/')[0]))).toEqual(new Set(['preflight', 'hosts']));
  });

  it('names the hosts of a run by the digest of their list', () => {
    const some = planUpgrade(definition, { ...ALL, phases: ['preflight', 'verify'], hosts: definition.hypervisors });
    for (const { steps: planned } of some.phases.flatMap(({ groups }) => groups.flatMap(({ lanes }) => lanes)))
      for (const { input } of planned) expect(sizeOf(input)).toBeLessThanOrEqual(500);
  });
});

describe('3,000 hosts out of the store', () => {
  const definition = fleetOf(3_000);
  const { hypervisors: hosts } = definition;
  const store = memoryStore();
  const ledger = memoryLedger();
  const deps = { readDefinition: async () => definition, ledger: async () => ledger, store };
  const activities = createPlanActivities(deps, planUpgrade, {
    readAntiAffinity: async () => ({ groups: [] }),
    readTrials: async () => [],
  });
  const options: UpgradeOptions = {
    ...{
      ...ALL,
      phases: ['hosts', 'agents'],
      cluster: 'blue',
      hosts,
      approval: 'auto',
      onFailure: 'ask',
      plan: null,
      rehearse: false,
    },
  };
  const built = activities.buildPlan({ run: RUN, options });

  it('come in pages of a bounded size, the same from every build', async () => {
    const { hosts: selected, ...reference } = await built;
    expect(sizeOf(reference)).toBeLessThan(2_000);
    expect(reference.file.sha256).toBe(planDigest(planUpgrade(fleetOf(3_000), options)));
    expect(await selectedHosts(deps, definition, selected ?? null)).toEqual(hosts);
    const { file: plan } = reference;
    const groups = await pagesOf((from) => activities.readPlanGroups({ plan, phase: 'agents', from }));
    for (const page of groups) expect(sizeOf(page)).toBeLessThanOrEqual(PAGE_BYTES + AROUND);
    const names = groups.flatMap(({ items }) => items.filter(({ workflow }) => workflow === 'restartAgent'));
    expect(names.map(({ name }) => name)).toEqual(hosts);
    expect(groups.length).toBeLessThanOrEqual(40);
    const { items } = await activities.readPlanGroups({ plan, phase: 'hosts', from: 0 });
    const group = items.find(({ workflow }) => workflow === 'upgradeHostBatch')?.name ?? '';
    const tracks = await pagesOf((from) => activities.readPlanLanes({ plan, phase: 'hosts', group, from }));
    for (const page of tracks) expect(sizeOf(page)).toBeLessThanOrEqual(PAGE_BYTES + AROUND);
    expect(tracks.flatMap(({ items }) => items)).toHaveLength(100);
    expect(tracks.length).toBeLessThanOrEqual(40);
  });

  it('of which many finished before are told in few words', async () => {
    const { file: plan } = await built;
    for (const host of hosts)
      for (const what of ['seed', 'bridges', 'agent', 'release', 'enable', 'unlock'])
        ledger.done.set(`agents/${host}/${what}`, { changed: true, summary: '' });
    const page = await activities.readPlanGroups({ plan, phase: 'agents', from: 0 });
    expect(page.leftAlone).toContain(`${hosts[9]} and 2990 more`);
    expect(sizeOf(page)).toBeLessThanOrEqual(PAGE_BYTES + 1_000);
  });
});

it('refuses a step whose input is too large for a history, by a type of the table', () => {
  const plan = planUpgrade(fleetOf(1), { ...ALL, phases: ['freeze'] });
  const step = { id: 'freeze/x/y', activity: 'ensureThing', summary: '', input: { hosts: 'x'.repeat(9_000) } };
  const lanes = [{ name: 'x', steps: [step] }];
  const group = { name: 'x', workflow: 'inline' as const, atOnce: 1, lanes };
  expect(() => checkPlan({ ...plan, phases: [{ name: 'freeze', groups: [group] }] })).toThrow(
    expect.objectContaining({ type: 'PlanTooLarge', message: expect.stringContaining('freeze/x/y') as string }),
  );
});
