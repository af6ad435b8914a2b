import type { Database, DatabaseOptions } from '../../../connectors/mysql/database';
import { expression, table } from '../../../connectors/mysql/table';
import { openScratchDatabase } from '../../support/scratch-server';

const opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

async function open(options: DatabaseOptions = {}): Promise<Database> {
  const database = await openScratchDatabase(options);
  opened.push(database);
  return database;
}

/** The server's number of the connection that answers. */
async function connectionId(on: Pick<Database, 'rows'>): Promise<string> {
  return String((await on.rows('SELECT CONNECTION_ID() AS id'))[0]?.['id']);
}

async function isConnected(on: Database, id: string): Promise<boolean> {
  return (await on.rows('SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = ?', [id])).length > 0;
}

async function running(on: Database, text: string): Promise<number> {
  const sql = 'SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE ? AND ID <> CONNECTION_ID()';
  return (await on.rows(sql, [`%${text}%`])).length;
}

test('who waits too long for a connection hears that all are in use', async () => {
  const database = await open({ connections: 1, acquireMs: 200 });
  await database.transaction(async (on) => {
    await expect(database.rows('SELECT 1')).rejects.toMatchObject({
      type: 'DatabaseUnreachable',
      code: 'ACQUIRE_TIMEOUT',
      message: `${database.where} does not answer: all 1 connections of this worker stayed in use for 0.2 s (ACQUIRE_TIMEOUT).`,
    });
    expect(await on.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
  expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a statement that is over its limit is ended on the server, and its connection is not used again', async () => {
  const [database, watcher] = [await open({ connections: 1 }), await open()];
  const mark = `over_its_limit_${process.pid}`;
  const id = await connectionId(database);
  const late = database.within(500).rows(`SELECT SLEEP(60) AS ${mark}`);
  const outcome = late.catch((error: unknown) => error);
  while ((await running(watcher, mark)) === 0);
  expect(await outcome).toMatchObject({
    type: 'DatabaseUnreachable',
    code: 'STATEMENT_TIMEOUT',
    message: `${database.where} does not answer: a statement took more than 0.5 s (STATEMENT_TIMEOUT).`,
  });
  expect(await running(watcher, mark)).toBe(0);
  expect(await connectionId(database)).not.toBe(id);
});

test('a statement within its limit answers, and leaves its connection to the next', async () => {
  const database = await open({ connections: 1 });
  const within = database.within(30_000);
  expect(await connectionId(within)).toBe(await connectionId(database));
  await expect(within.run('SELECT nonsense')).rejects.toMatchObject({ type: 'StatementFailed' });
});

test('a connection that failed within a transaction is not given out again, and leaves no lock', async () => {
  const database = await open({ connections: 1 });
  const schema = `test_pool_${process.pid}`;
  await database.run(`CREATE DATABASE ${schema}`);
  try {
    await database.run(`CREATE TABLE ${schema}.t (id int PRIMARY KEY)`);
    let failed = '';
    const broken = database.transaction(async (on) => {
      failed = await connectionId(on);
      await on.run(`INSERT INTO ${schema}.t VALUES (1)`);
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect(await connectionId(database)).not.toBe(failed);
    while (await isConnected(database, failed));
    expect(await database.run(`INSERT INTO ${schema}.t VALUES (1)`)).toBe(1);
  } finally {
    await database.run(`DROP DATABASE ${schema}`);
  }
});

test('text goes to the server as it is, also what a builder would take for places of values', async () => {
  const database = await open();
  const sql = "SELECT '?' AS a, '??' AS b, ':c' AS c, '\\\\?' AS d";
  const answer = [{ a: '?', b: '??', c: ':c', d: '\\?' }];
  expect(await database.rows(sql)).toEqual(answer);
  expect(await database.transaction((on) => on.rows(sql))).toEqual(answer);
  expect(await database.within(30_000).rows(sql)).toEqual(answer);
  expect(await database.rows("SELECT ? AS a, '\\?' AS b", ['??'])).toEqual([{ a: '??', b: '?' }]);
});

test('statements that are built are carried out, on the connection of their transaction as well', async () => {
  interface Loaf {
    readonly id: number;
    readonly name: string | null;
    readonly weight: string | null;
  }
  const database = await open();
  const schema = `test_built_${process.pid}`;
  const loaves = () => table<Loaf>(schema, 'loaves');
  await database.run(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
  try {
    await database.run(`CREATE TABLE ${schema}.loaves (id int PRIMARY KEY, name varchar(20), weight bigint)`);
    const [rye, spelt] = [
      { id: 1, name: "r?e ?? 'n", weight: '9007199254740993' },
      { id: 2, name: null, weight: null },
    ];
    expect(await database.run(loaves().insert([rye, spelt]))).toBe(2);
    expect(await database.rows(loaves().whereIn('id', [1, 2, 3]).orderBy('id'))).toEqual([rye, spelt]);
    expect(await database.rows(loaves().where('name', rye.name).select('id'))).toEqual([{ id: 1 }]);
    await expect(
      database.transaction(async (on) => {
        expect(
          await on.run(
            loaves()
              .whereNull('name')
              .update({ name: expression('CONCAT(?, id)', ['no. ']) }),
          ),
        ).toBe(1);
        expect(await on.rows(loaves().where({ id: 2 }).select('name'))).toEqual([{ name: 'no. 2' }]);
        await on.run(loaves().insert(rye));
      }),
    ).rejects.toMatchObject({ type: 'StatementFailed', code: 'ER_DUP_ENTRY' });
    expect(await database.rows(loaves().where({ id: 2 }))).toEqual([spelt]);
    expect(await database.run(loaves().whereIn('id', []).delete())).toBe(0);
  } finally {
    await database.run(`DROP DATABASE ${schema}`);
  }
});
