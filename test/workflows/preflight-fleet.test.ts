import { planPreflight } from '../../plan/preflight';
import { planOf, phase, track } from './support/plans';
import { longestHistory } from './support/upgraded-fleet';
import { FLEET } from './support/definitions';
import { WorkflowHarness } from './support/workflow-harness';
import { eventually } from '../support/eventually';

let harness: WorkflowHarness;
beforeAll(async () => {
  harness = await WorkflowHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const HOSTS = FLEET.hypervisors.slice(0, 130);

function groupsFor(hosts: readonly string[]): readonly string[] {
  return planPreflight(FLEET, { phases: ['hosts'], hosts, seedFlows: true }).groups.map(({ workflow }) => workflow);
}

it('is planned as groups of its own, unless the hosts are few', () => {
  expect(groupsFor(HOSTS.slice(0, 50))).toEqual(['inline']);
  expect(groupsFor(HOSTS.slice(0, 51))).toEqual(['inline', 'preflightHosts', 'preflightHosts']);
});

it('looks at the guests of every host once, those of fifty in a step', () => {
  const { groups } = planPreflight(FLEET, { phases: ['hosts'], hosts: HOSTS, seedFlows: true });
  const slices = groups.find(({ name }) => name === 'guests')?.lanes.map(({ steps }) => steps[0]?.input['hosts']);
  expect(slices?.map((slice) => (slice as readonly string[]).length)).toEqual([50, 50, 30]);
  expect(slices?.flat()).toEqual(HOSTS);
});

it('looks at many hosts in children, and tells all blockers: the first by name, the others in the store', async () => {
  const looks = HOSTS.map((host) => track('preflight', host, 1, 'readThingBlockers'));
  harness.plan = planOf(
    phase('preflight', looks, { workflow: 'preflightHosts', atOnce: 50 }),
    phase('freeze', [track('freeze', 'apis', 1)]),
  );
  const bad = [...HOSTS.slice(0, 12), ...HOSTS.slice(120, 123)];
  for (const host of bad)
    harness.behaviours[`preflight/${host}/step1`] = async () =>
      Promise.reject(harness.failure('HostAuthentication', `${host} refused the key.`));
  const upgrade = await harness.begin('upgradeCluster', { cluster: 'fleet' });
  const failed: unknown = await upgrade.result().catch((error: unknown) => error);
  const { cause } = failed as { readonly cause: { readonly type: string; readonly message: string } };
  expect(cause.type).toBe('PreflightBlocked');
  const named = bad.filter((host) => cause.message.includes(`${host} refused the key.`));
  expect(named).toEqual([...bad.slice(0, 10), ...bad.slice(12)]);
  expect(cause.message).toContain('15 blockers:');
  const [, file = ''] = /All 15 are in (\S+) on the worker of dc1/.exec(cause.message) ?? [];
  const sha256 = file.slice(-64);
  const lines = String(await harness.store.get({ sha256 }))
    .trim()
    .split('\n');
  expect(lines).toHaveLength(bad.length);
  for (const host of bad) expect(lines.filter((line) => line.includes(`${host} refused the key.`))).toHaveLength(1);
  expect(harness.journal).toEqual([]);
  await eventually(async () => {
    const { runs, events } = await longestHistory(harness, 'upgrade/fleet');
    expect(runs).toBe(4);
    expect(events).toBeLessThan(2_000);
  });

  for (const host of bad) delete harness.behaviours[`preflight/${host}/step1`];
  const again = await harness.begin('upgradeCluster', { cluster: 'fleet' });
  expect(await again.result()).toMatchObject({ phases: [{ outcome: 'done' }, { outcome: 'done' }] });
});
