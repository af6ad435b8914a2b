import { randomBytes } from 'node:crypto';
import type { NamedKey } from '../../../config/keys/read-keys';
import { createKeyring } from '../../../connectors/codec/keyring';
import type { Database } from '../../../connectors/mysql/database';
import { createLedger } from '../../../connectors/ledger/ledger';
import type { Ledger } from '../../../model/ledger';
import type { StepInput } from '../../../model/run';
import { openScratchDatabase } from '../../support/scratch-server';

const SCHEMA = `test_ledger_${process.pid}`;
const run = { id: 'run-1', cluster: 'lab', datacenter: 'dc1' };
const step = (id: string): StepInput => ({ run, step: id, phase: 'images' });

let database: Database;
let ledger: Ledger;
beforeAll(async () => {
  database = await openScratchDatabase();
  ledger = createLedger(database, SCHEMA);
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await database.close();
});

async function made(): Promise<boolean> {
  const found = await database.rows('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [SCHEMA]);
  return found.length > 0;
}

function write(): Promise<void> {
  return createLedger(database, SCHEMA).recordEvent(run, 'test', {});
}

test('reading leaves no trace; the first write makes it, also by two workers at the same time', async () => {
  expect(await ledger.readDone('lab', 'images/none')).toBeUndefined();
  expect(await ledger.readUndos('lab', { limit: 5 })).toEqual([]);
  expect(await ledger.readFacts('lab', '')).toEqual({});
  await ledger.forgetDone('lab', 'images/none');
  expect(await made()).toBe(false);
  await Promise.all([write(), write()]);
  expect(await made()).toBe(true);
});

test('a target that is rebuilt under a running worker has an empty ledger, and a new one by the first write', async () => {
  const input = step('images/images/import');
  await ledger.recordDone(input, { changed: true, summary: 'done' });
  await database.run(`DROP DATABASE ${SCHEMA}`);
  expect(await ledger.readDone('lab', input.step)).toBeUndefined();
  await database.run(`CREATE DATABASE ${SCHEMA}`);
  await ledger.forgetDone('lab', input.step);
  expect(await ledger.recordUndo(input, 'dropRows', { from: 1 })).toEqual({ from: 1 });
  expect(await ledger.readUndo('lab', input.step)).toMatchObject({ kind: 'dropRows' });
  await database.run(`DROP DATABASE ${SCHEMA}`);
  await ledger.recordFact(run, 'tables/images', { rows: 1 });
  expect(await ledger.readFacts('lab', '')).toEqual({ 'tables/images': { rows: 1 } });
});

test('the first undo stands until it is closed', async () => {
  const input = step('images/images/import');
  expect(await ledger.recordUndo(input, 'dropRows', { from: 1, text: 'it\'s "ß" 🙂' })).toEqual({
    from: 1,
    text: 'it\'s "ß" 🙂',
  });
  expect(await ledger.recordUndo(input, 'dropRows', { from: 2 })).toMatchObject({ from: 1 });
  await ledger.amendUndo(input, { from: 3 });
  await ledger.recordDone(input, { changed: true, summary: 'done' });
  expect(await ledger.readDone('lab', input.step)).toEqual({ changed: true, summary: 'done' });

  await ledger.forgetDone('lab', input.step);
  await ledger.forgetDone('lab', input.step);
  expect(await ledger.readDone('lab', input.step)).toBeUndefined();
  expect(await ledger.readUndo('lab', input.step)).toMatchObject({ detail: { from: 3 } });
  await ledger.recordDone(input, { changed: false, summary: 'done' });

  await ledger.closeUndo(run, input.step);
  await ledger.closeUndo(run, input.step);
  expect(await ledger.readUndo('lab', input.step)).toBeUndefined();
  expect(await ledger.readDone('lab', input.step)).toBeUndefined();
  expect(await ledger.recordUndo(input, 'dropRows', { from: 4 })).toEqual({ from: 4 });
  await ledger.closeUndo(run, input.step);
});

test('closing an undo forgets what was done in its track without an undo of its own, and nothing else', async () => {
  const track = ['a_b/read', 'a_b/write', 'a_b/look', 'a_b/keep', 'aXb/look', 'a_bc/look'].map((id) =>
    step(`images/${id}`),
  );
  for (const input of track) await ledger.recordDone(input, { changed: false, summary: '' });
  for (const id of ['a_b/write', 'a_b/keep']) await ledger.recordUndo(step(`images/${id}`), 'k', {});
  await ledger.closeUndo(run, 'images/a_b/write');
  const ids = track.map((input) => input.step);
  expect([...(await ledger.readDoneOf('lab', [...ids, 'images/none/x']))].sort()).toEqual([
    'images/aXb/look',
    'images/a_b/keep',
    'images/a_bc/look',
  ]);
  expect(await ledger.readDoneOf('other', ids)).toEqual(new Set());
  expect(await ledger.readDoneOf('lab', [])).toEqual(new Set());
  const ages = await ledger.readAges('lab', ['images/a_b/keep', 'images/a_b/look']);
  expect([...ages.keys()]).toEqual(['images/a_b/keep']);
  expect(ages.get('images/a_b/keep')).toBeGreaterThan(0);
  expect(ages.get('images/a_b/keep')).toBeLessThan(60_000);
  await ledger.closeUndo(run, 'images/a_b/keep');
});

test('it counts the tracks of a phase that have a step behind them', async () => {
  expect(await ledger.countDone('lab', 'hosts', 'own')).toBe(0);
  const hosts = ['hosts/compute1/own', 'hosts/compute2/own', 'hosts/compute2/owned', 'hosts/compute3/dis/own'];
  for (const id of hosts) await ledger.recordDone({ ...step(id), phase: 'hosts' }, { changed: true, summary: '' });
  expect(await ledger.countDone('lab', 'hosts', 'own')).toBe(3);
  expect([await ledger.countDone('lab', 'agents', 'own'), await ledger.countDone('other', 'hosts', 'own')]).toEqual([
    0, 0,
  ]);
  for (const id of hosts) await ledger.forgetDone('lab', id);
});

test('undos are read newest first, by phase and by track', async () => {
  for (const id of ['images/a/x', 'images/b/x', 'images/a/y']) await ledger.recordUndo(step(id), 'k', {});
  await ledger.recordUndo({ ...step('compute/a/x'), phase: 'compute' }, 'k', {});
  const steps = async (options: Parameters<Ledger['readUndos']>[1]): Promise<string[]> =>
    (await ledger.readUndos('lab', options)).map((entry) => entry.step);
  expect(await steps({ limit: 10 })).toEqual(['compute/a/x', 'images/a/y', 'images/b/x', 'images/a/x']);
  expect(await steps({ limit: 10, phases: ['images'], track: 'a' })).toEqual(['images/a/y', 'images/a/x']);
  expect(await steps({ limit: 1 })).toEqual(['compute/a/x']);
  const [first] = await ledger.listUndos('lab', { limit: 1 });
  expect(first).toEqual({ step: 'compute/a/x', phase: 'compute', kind: 'k' });
  expect((await ledger.listUndos('lab', { limit: 2, phases: ['images'] })).map((undo) => undo.step)).toEqual([
    'images/a/y',
    'images/b/x',
  ]);
  expect(await ledger.readOpenPhases('lab')).toEqual(['compute', 'images']);
  expect(await ledger.readOpenPhases('other')).toEqual([]);
  expect(await steps({ limit: 10, phases: [] })).toEqual([]);
  expect(await ledger.readUndos('other', { limit: 10 })).toEqual([]);
});

test('facts replace one another, and are found by the beginning of their names', async () => {
  await ledger.recordFact(run, 'tables/images', { rows: 1 });
  await ledger.recordFact(run, 'tables/images', { rows: 2 });
  await ledger.recordFact(run, 'loss', {});
  expect(await ledger.readFact('lab', 'tables/images')).toEqual({ rows: 2 });
  expect(await ledger.readFact('lab', 'nothing')).toBeUndefined();
  expect(Object.keys(await ledger.readFacts('lab', 'tables/'))).toEqual(['tables/images']);
  expect(Object.keys(await ledger.readFacts('lab', ''))).toEqual(['loss', 'tables/images']);
});

test('events are kept', async () => {
  await ledger.recordEvent(run, 'approve', { by: 'me' });
  const rows = await database.rows(`SELECT kind, detail FROM ${SCHEMA}.events WHERE kind = ?`, ['approve']);
  expect(rows).toEqual([{ kind: 'approve', detail: '{"by":"me"}' }]);
});

test('a run has the lease from its first write until a newer one takes it, and never again', async () => {
  const of = (id: string) => createLedger(database, SCHEMA).takeLease({ ...run, id, cluster: 'leased' });
  expect(await Promise.all([of('old'), of('old'), of('old')])).toEqual(['old', 'old', 'old']);
  const goingBack = { ...run, id: 'old', cluster: 'leased', lease: 'roll-back' };
  expect(await ledger.takeLease(goingBack)).toBe('roll-back');
  expect(await of('old')).toBe('roll-back');
  expect(await of('new')).toBe('new');
  expect(await ledger.takeLease(goingBack)).toBe('new');
  expect(await of('old')).toBe('new');
  expect(await ledger.takeLease({ ...run, id: 'old', cluster: 'another' })).toBe('old');
});

const withKeys = (...keys: readonly NamedKey[]): Ledger => createLedger(database, SCHEMA, createKeyring(keys));

async function rowOf(id: string): Promise<string> {
  const [row] = await database.rows(`SELECT detail FROM ${SCHEMA}.undos WHERE step = ? AND open = 1`, [id]);
  return String(row?.['detail']);
}

describe('what undoes a step', () => {
  const [a, b] = ['a', 'b'].map((id) => ({ id, key: randomBytes(32) })) as [NamedKey, NamedKey];
  const file = { host: 'compute1', files: [{ path: '/etc/nova/nova.conf', content: 'cGFzc3dvcmQ9aHVudGVyMg==' }] };

  it('is encrypted where there are keys, is read after the key has changed, and amended with the newer one', async () => {
    const id = 'hosts/compute1/sealed';
    expect(await withKeys(a).recordUndo(step(id), 'restoreFiles', file)).toEqual(file);
    expect(await rowOf(id)).not.toContain('cGFzc3dvcmQ9aHVudGVyMg');
    expect(await withKeys(a).recordUndo(step(id), 'restoreFiles', { host: 'later' })).toEqual(file);
    expect((await withKeys(b, a).readUndo('lab', id))?.detail).toEqual(file);
    await withKeys(b, a).amendUndo(step(id), { ...file, host: 'compute2' });
    expect((await withKeys(b).readUndo('lab', id))?.detail).toMatchObject({ host: 'compute2' });
    expect((await withKeys(b).readUndos('lab', { limit: 1 }))[0]?.detail).toMatchObject({ host: 'compute2' });
    for (const other of [withKeys(a), ledger])
      await expect(other.readUndo('lab', id)).rejects.toMatchObject({
        type: 'SecretMissing',
        message: 'This was encrypted with the key b, which is not in STACKLEAP_KEYS here. Add it.',
      });
    expect(await ledger.listUndos('lab', { limit: 1 })).toMatchObject([{ step: id }]);
    await ledger.closeUndo(run, id);
  });

  it('is undone as well where an older version, or a worker without keys, has written it in clear', async () => {
    const id = 'hosts/compute1/clear';
    await ledger.recordUndo(step(id), 'restoreFiles', file);
    expect((await withKeys(a).readUndo('lab', id))?.detail).toEqual(file);
    await ledger.closeUndo(run, id);
  });

  it('does not open in the place of another', async () => {
    const [one, other] = ['hosts/compute1/files', 'hosts/compute2/files'] as const;
    await withKeys(a).recordUndo(step(one), 'restoreFiles', file);
    await withKeys(a).recordUndo(step(other), 'restoreFiles', { ...file, host: 'compute2' });
    await database.run(`UPDATE ${SCHEMA}.undos SET detail = ? WHERE step = ? AND open = 1`, [await rowOf(one), other]);
    await expect(withKeys(a).readUndo('lab', other)).rejects.toThrow(/does not open what it is said to have/);
    for (const id of [one, other]) await ledger.closeUndo(run, id);
  });
});
