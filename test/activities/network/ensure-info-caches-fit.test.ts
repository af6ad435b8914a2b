import type { Dependencies } from '../../../activities/dependencies';
import type { CachesBefore } from '../../../activities/network/caches/cache-changes';
import { restoreCaches } from '../../../activities/network/caches/restore-caches';
import { fitCaches } from '../../../activities/network/ensure-info-caches-fit';
import { findReleasePair } from '../../../releases/register';
import { fakeCaches, type FakeCache } from '../../support/fake-caches';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryStore } from '../../support/memory-store';
import { memoryLedger } from '../../support/memory-ledger';
import { switchMachine } from '../../support/switch-machine';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'hosts/compute1/info-caches', phase: 'hosts', host: 'compute1' } as const;

function infoOf(told?: string): string {
  const details = told === undefined ? {} : { datapath_type: told };
  return JSON.stringify([{ id: 'p', type: 'ovs', details, network: { label: 'Zürich' } }], undefined, 1);
}

function rowsOf(count: number): FakeCache[] {
  const ofHost = Array.from({ length: count }, (_, i) => ({ id: i + 1, instance: `vm-${i + 1}`, host: 'compute1' }));
  const other = { id: count + 1, instance: 'vm-other', host: 'compute2' };
  return [...ofHost, other].map((row) => ({ ...row, info: infoOf() }));
}

function lab(rows: FakeCache[], bridges: Record<string, string> = { 'br-int': 'netdev' }) {
  const ledger = memoryLedger();
  const hooks: { beforeWrite: (id: number) => void } = { beforeWrite: () => {} };
  const query = fakeCaches(rows, (id) => hooks.beforeWrite(id));
  const deps = {
    readDefinition: async () => LAB_DEFINITION,
    releasePair: findReleasePair,
    ledger: async () => ledger,
    machine: async () => switchMachine('compute1', bridges),
    store: memoryStore(),
  } as unknown as Dependencies;
  return {
    ...{ ledger, hooks, bridges },
    ensure: () => fitCaches(deps, INPUT, () => query),
    undo: () => restoreCaches(deps, 'lab', ledger.undos[0]?.detail as CachesBefore, () => query),
    told: () => rows.map(({ info }) => (JSON.parse(info ?? '[]') as { details: object }[])[0]?.details),
  };
}

const NETDEV = { datapath_type: 'netdev' };

test("the caches of the host's instances tell its datapath, over more than a page; twice is once, undone is as before", async () => {
  const rows = rowsOf(230);
  const before = structuredClone(rows);
  const { ensure, undo, told, ledger } = lab(rows);
  await expect(ensure()).resolves.toEqual({
    changed: true,
    summary:
      'compute1: br-int has the datapath netdev; 230 instances, the caches of 230 of them gave another one until now.',
  });
  expect(told()).toEqual([...Array.from({ length: 230 }, () => NETDEV), {}]);
  expect(ledger.undos).toMatchObject([{ kind: 'restoreInfoCaches', detail: { host: 'compute1' } }]);
  expect(Object.keys(ledger.undos[0]?.detail ?? {})).toEqual(['host', 'file']);
  await expect(ensure()).resolves.toMatchObject({ changed: false });
  await expect(undo()).resolves.toBe('compute1: the caches of 230 instances are as before.');
  await undo();
  expect(rows).toEqual(before);
});

test.each([
  ['system', { 'br-int': 'system' }],
  ["''", { 'br-int': '' }],
])("where the host has the kernel's datapath (%s) only what tells another one is changed", async (_, bridges) => {
  const rows = rowsOf(2);
  const { ensure, told, ledger } = lab(rows, bridges);
  await expect(ensure()).resolves.toMatchObject({ changed: false });
  expect(ledger.undos).toEqual([]);
  (rows[1] as FakeCache).info = infoOf('netdev');
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  expect(told()).toEqual([{}, { datapath_type: 'system' }, {}]);
});

test('a host without the bridge, and caches without a text, have nothing to fit', async () => {
  const rows = rowsOf(1);
  await expect(lab(rows, { 'br-ex': 'netdev' }).ensure()).resolves.toEqual({
    changed: false,
    summary: 'compute1 has no bridge br-int: nothing to fit.',
  });
  (rows[0] as FakeCache).info = null;
  await expect(lab(rows).ensure()).resolves.toMatchObject({ changed: false });
});

test.each([1, 2, 3])('killed at the write no. %i and tried again, or undone, nothing is lost', async (fatal) => {
  const rows = rowsOf(3);
  const before = structuredClone(rows);
  const { ensure, undo, told, hooks } = lab(rows);
  let writes = 0;
  hooks.beforeWrite = () => {
    if (++writes === fatal) throw new Error('killed');
  };
  await expect(ensure()).rejects.toThrow('killed');
  await undo();
  expect(rows).toEqual(before);
  writes = 0;
  await expect(ensure()).rejects.toThrow('killed');
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  expect(told()).toEqual([NETDEV, NETDEV, NETDEV, {}]);
  await undo();
  expect(rows).toEqual(before);
});

test('what Nova writes meanwhile is not overwritten: it is read again, fitted, and what the undo brings back', async () => {
  const rows = rowsOf(2);
  const [first] = rows as [FakeCache];
  const { ensure, undo, told, hooks } = lab(rows);
  const newer = infoOf('system').replace('"p"', '"q"');
  hooks.beforeWrite = (id) => {
    if (id !== first.id) return;
    first.info = newer;
    hooks.beforeWrite = () => {};
  };
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  expect(told()).toEqual([NETDEV, NETDEV, {}]);
  expect(first.info).toContain('"q"');
  await undo();
  expect(first.info).toBe(newer);
});

test('one that is written again and again is reported, and may be retried', async () => {
  const rows = rowsOf(1);
  const { ensure, hooks } = lab(rows);
  let writes = 0;
  hooks.beforeWrite = () => void ((rows[0] as FakeCache).info = infoOf().replace('Zürich', `${writes++}`));
  await expect(ensure()).rejects.toMatchObject({ type: 'InFlight', nonRetryable: false });
});

test('the undo leaves a row alone that was written since, and one that is gone', async () => {
  const rows = rowsOf(3);
  const { ensure, undo } = lab(rows);
  await ensure();
  const newer = infoOf('netdev').replace('"p"', '"q"');
  (rows[0] as FakeCache).info = newer;
  rows.splice(1, 1);
  await expect(undo()).resolves.toBe(
    'compute1: the caches of 1 instance are as before. Left alone, because they were written since: those of instances vm-1.',
  );
  expect(rows[0]?.info).toBe(newer);
});

test('a datapath that changes between two attempts is undone to the first text', async () => {
  const rows = rowsOf(1);
  const before = structuredClone(rows);
  const { ensure, undo, bridges, told } = lab(rows);
  await ensure();
  bridges['br-int'] = '';
  await ensure();
  expect(told()).toEqual([{ datapath_type: 'system' }, {}]);
  bridges['br-int'] = 'netdev';
  await ensure();
  expect(told()).toEqual([NETDEV, {}]);
  await undo();
  await undo();
  expect(rows).toEqual(before);
});

test('an unreadable cache fails by the name of its instance before anything is written', async () => {
  const rows = rowsOf(3);
  (rows[1] as FakeCache).info = '[{';
  const before = structuredClone(rows);
  const { ensure, ledger } = lab(rows);
  await expect(ensure()).rejects.toMatchObject({
    type: 'HostNotReady',
    message: expect.stringContaining('Instance vm-2:'),
  });
  expect(rows).toEqual(before);
  expect(ledger.undos).toEqual([]);
});
