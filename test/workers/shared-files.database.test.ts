import { writeFile } from 'node:fs/promises';
import { createPlanActivities } from '../../activities/runs/plans/plans';
import { withFailures } from '../../activities/toolbox/with-failures';
import { createLedgerFiles } from '../../connectors/ledger/files';
import { openDatabase, type Database } from '../../connectors/mysql/database';
import { createStore } from '../../connectors/store/store';
import { canonicalJson } from '../../model/plan/canonical-json';
import type { UpgradeOptions } from '../../model/upgrade';
import { planUpgrade } from '../../plan/upgrade';
import { createSharedFiles } from '../../workers/shared-files';
import { definitionOf } from '../support/definition';
import { memoryLedger } from '../support/memory-ledger';
import { openScratchDatabase, scratchServer } from '../support/scratch-server';
import { temporaryFolder } from '../support/temporary-folder';

const SCHEMA = `test_shared_${process.pid}`;
const run = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };
const phases = ['preflight', 'images', 'compute'] as const;
const options: UpgradeOptions = {
  ...({ cluster: 'blue', phases, hosts: ['compute1'], approval: 'auto', onFailure: 'ask' } as const),
  ...{ plan: null, rehearse: false, seedFlows: true },
};

let database: Database;
let away: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
  // nobody listens there
  away = openDatabase({ ...scratchServer(), port: 1 }, 'x', { acquireMs: 2_000 });
});
beforeEach(() => database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`));
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await Promise.all([database.close(), away.close()]);
});

const readDefinition = async () => Promise.resolve(definitionOf('blue'));

/** A datacenter's worker on a machine of its own: all that it has in common with others is the ledger's server. */
function worker({ server = () => database, folder = temporaryFolder() } = {}) {
  const local = createStore(folder, 'dc1');
  const { store, share } = createSharedFiles(local, readDefinition, async () =>
    Promise.resolve(createLedgerFiles(server(), SCHEMA)),
  );
  const deps = { readDefinition, store, ledger: async () => Promise.resolve(memoryLedger()) };
  const activities = {
    ...createPlanActivities(deps, planUpgrade, {
      readAntiAffinity: async () => Promise.resolve({ groups: [] }),
      readTrials: async () => Promise.resolve([]),
    }),
    ensureNoted: async ({ text }: { run: typeof run; text: string }) => store.put(text),
    readNoted: async ({ sha256 }: { run: typeof run; sha256: string }) => String(await store.get({ sha256 })),
  };
  return { local, folder, ...share(withFailures(activities)) };
}

test('a plan that one worker has built is read by another, whose disk has it from then on', async () => {
  const [one, other] = [worker(), worker()];
  const { file: plan, hosts } = await one.buildPlan({ run, options });
  await expect(other.local.get(plan)).rejects.toThrow('ENOENT');
  const groups = { run, plan, phase: 'compute', from: 0 } as const;
  expect(await other.readPlanGroups(groups)).toEqual(await one.readPlanGroups(groups));
  const [{ name: group } = { name: '' }] = (await other.readPlanGroups(groups)).items;
  expect((await worker().readPlanLanes({ ...groups, group })).items.length).toBeGreaterThan(0);
  expect(await worker().readHostObjection({ run, plan, host: 'compute9' })).toMatch('compute9');
  expect(JSON.parse(String(await other.local.get(plan)))).toMatchObject({ cluster: 'blue' });
  expect(await worker().readNoted({ run, sha256: hosts?.sha256 ?? '' })).toBe(canonicalJson(['compute1']));
  expect((await other.buildPlan({ run, options: { ...options, plan: plan.sha256 } })).phases).toHaveLength(3);
});

test('a plan that no worker has is missing, and one that is damaged on the disk is taken from the ledger', async () => {
  const one = worker();
  const { file: plan } = await one.buildPlan({ run, options });
  await database.run(`DROP DATABASE ${SCHEMA}`);
  const reading = { run, plan, phase: 'compute', from: 0 } as const;
  await expect(worker().readPlanGroups(reading)).rejects.toMatchObject({ type: 'PlanMissing', nonRetryable: true });
  await one.buildPlan({ run, options });
  await writeFile(plan.path, 'half of');
  expect((await worker({ folder: one.folder }).readPlanGroups(reading)).items.length).toBeGreaterThan(0);
});

test('what an earlier version left on its disk is shared once it is read', async () => {
  const old = worker();
  const { sha256 } = await old.local.put('a snapshot');
  await expect(worker().readNoted({ run, sha256 })).rejects.toThrow('ENOENT');
  expect(await old.readNoted({ run, sha256 })).toBe('a snapshot');
  expect(await worker().readNoted({ run, sha256 })).toBe('a snapshot');
});

test('what was read while the server was away is shared when it is read again', async () => {
  let server = away;
  const old = worker({ server: () => server });
  const { sha256 } = await old.local.put('a snapshot');
  expect(await old.readNoted({ run, sha256 })).toBe('a snapshot');
  server = database;
  expect(await old.readNoted({ run, sha256 })).toBe('a snapshot');
  expect(await worker().readNoted({ run, sha256 })).toBe('a snapshot');
});

test('while the server is away a plan is built all the same, a step is not taken for done, and reading is tried again', async () => {
  const one = worker({ server: () => away });
  const { file: plan } = await one.buildPlan({ run, options });
  const reading = { run, plan, phase: 'compute', from: 0 } as const;
  expect((await one.readPlanGroups(reading)).items.length).toBeGreaterThan(0);
  const unreachable = { type: 'DatabaseUnreachable', nonRetryable: false };
  await expect(one.ensureNoted({ run, text: 'what undoes it' })).rejects.toMatchObject(unreachable);
  await expect(worker({ server: () => away }).readPlanGroups(reading)).rejects.toMatchObject(unreachable);
});
