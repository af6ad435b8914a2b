import { createHash, randomBytes } from 'node:crypto';
import { createKeyring } from '../../../connectors/codec/keyring';
import { createLedger } from '../../../connectors/ledger/ledger';
import { createLedgerFiles } from '../../../connectors/ledger/files';
import type { Database } from '../../../connectors/mysql/database';
import { openScratchDatabase } from '../../support/scratch-server';

const SCHEMA = `test_files_${process.pid}`;
const run = { id: 'run-1', cluster: 'lab', datacenter: 'dc1' };
const keys = createKeyring([{ id: 'a', key: randomBytes(32) }]);

let database: Database;
beforeAll(async () => (database = await openScratchDatabase()));
beforeEach(() => database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`));
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await database.close();
});

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

async function parts(): Promise<number> {
  return (await database.rows(`SELECT part FROM ${SCHEMA}.files`)).length;
}

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a plan', Buffer.from(`a plan "ß" 🙂 ${'again '.repeat(100_000)}`)],
  ['five million bytes that do not compress', randomBytes(5_000_000)],
])('%s comes back as it was, also by one that has just opened the ledger', async (_, content) => {
  const sha256 = digestOf(content);
  await createLedgerFiles(database, SCHEMA).put(sha256, content);
  expect((await createLedgerFiles(database, SCHEMA).get(sha256))?.equals(content)).toBe(true);
});

test('reading leaves no trace, and what is not there is not invented', async () => {
  expect(await createLedgerFiles(database, SCHEMA).get(digestOf(Buffer.from('no')))).toBeUndefined();
  expect(await database.rows('SHOW DATABASES LIKE ?', [SCHEMA])).toEqual([]);
});

test('a ledger of an earlier version takes files, and keeps what it has', async () => {
  const ledger = createLedger(database, SCHEMA);
  await ledger.recordFact(run, 'tables/images', { rows: 1 });
  await database.run(`DROP TABLE ${SCHEMA}.files`);
  const files = createLedgerFiles(database, SCHEMA);
  expect(await files.get(digestOf(Buffer.from('x')))).toBeUndefined();
  await files.put(digestOf(Buffer.from('x')), Buffer.from('x'));
  expect(String(await files.get(digestOf(Buffer.from('x'))))).toBe('x');
  expect(await ledger.readFact('lab', 'tables/images')).toEqual({ rows: 1 });
});

test('several workers put the same file at the same moment: it is there once, and whole', async () => {
  const content = randomBytes(2_000_000);
  const workers = Array.from({ length: 4 }, () => createLedgerFiles(database, SCHEMA));
  await Promise.all(workers.map((files) => files.put(digestOf(content), content)));
  await workers[0]?.put(digestOf(content), content);
  expect((await workers[1]?.get(digestOf(content)))?.equals(content)).toBe(true);
  expect(await parts()).toBe(Math.ceil(2_000_000 / (256 * 1024)));
});

test('one that dies half-way leaves nothing, and the next one puts the file there', async () => {
  const content = randomBytes(1_000_000);
  const files = createLedgerFiles(database, SCHEMA);
  await files.put(digestOf(Buffer.from('the schema')), Buffer.from('the schema'));
  let sent = 0;
  const mortal: Database = {
    ...database,
    transaction: (work) =>
      database.transaction((on) =>
        work({
          ...on,
          run: (...statement) => (++sent === 3 ? Promise.reject(new Error('killed')) : on.run(...statement)),
        }),
      ),
  };
  await expect(createLedgerFiles(mortal, SCHEMA).put(digestOf(content), content)).rejects.toThrow('killed');
  expect(sent).toBe(3);
  expect(await files.get(digestOf(content))).toBeUndefined();
  await files.put(digestOf(content), content);
  expect((await files.get(digestOf(content)))?.equals(content)).toBe(true);
});

test('with keys nothing is legible in the table; what was written in clear is still read', async () => {
  const [secret, clear] = [Buffer.from('a secret '.repeat(10)), Buffer.from('in clear')];
  await createLedgerFiles(database, SCHEMA).put(digestOf(clear), clear);
  const files = createLedgerFiles(database, SCHEMA, keys);
  await files.put(digestOf(secret), secret);
  expect(await files.get(digestOf(secret))).toEqual(secret);
  expect(await files.get(digestOf(clear))).toEqual(clear);
  const other = createKeyring([{ id: 'b', key: randomBytes(32) }]);
  for (const keyring of [undefined, other])
    await expect(createLedgerFiles(database, SCHEMA, keyring).get(digestOf(secret))).rejects.toThrow('the key a');
  await database.run(`UPDATE ${SCHEMA}.files SET sha256 = ? WHERE sha256 = ?`, [
    digestOf(Buffer.from('another')),
    digestOf(secret),
  ]);
  await expect(files.get(digestOf(Buffer.from('another')))).rejects.toThrow('does not open');
});
