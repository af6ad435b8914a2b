import { openDatabase, type Database } from '../../../connectors/mysql/database';
import { readColumns } from '../../../connectors/mysql/columns';
import { readKeys } from '../../../connectors/mysql/keys';
import { literal } from '../../../model/quote';
import { openScratchDatabase, scratchServer } from '../../support/scratch-server';

const SCHEMA = `test_mysql_${process.pid}`;
let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
  await database.run(`CREATE DATABASE ${SCHEMA} CHARACTER SET utf8`);
  await database.run(`CREATE TABLE ${SCHEMA}.parents (id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(64)
    NOT NULL DEFAULT 'x', \`b\`\`t\` text, UNIQUE KEY u (name, id))`);
  await database.run(`CREATE TABLE ${SCHEMA}.children (parent int(11), kind enum('a','b') NOT NULL,
    CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents (id))`);
});
afterAll(async () => {
  await database.run(`DROP DATABASE ${SCHEMA}`);
  await database.close();
});

test('columns and keys are read', async () => {
  const columns = await readColumns(database, SCHEMA);
  expect([...columns.keys()]).toEqual(['children', 'parents']);
  expect(
    columns
      .get('parents')
      ?.map(({ name, nullable, hasDefault, autoIncrement, maxLength }) => [
        name,
        nullable,
        hasDefault,
        autoIncrement,
        maxLength,
      ]),
  ).toEqual([
    ['id', false, false, true, null],
    ['name', false, true, false, 64],
    ['b`t', true, false, false, 65535],
  ]);
  expect(columns.get('children')?.[1]).toMatchObject({ name: 'kind', type: "enum('a','b')", hasDefault: false });
  const keys = await readKeys(database, SCHEMA);
  expect(keys.get('parents')?.unique).toEqual([
    { name: 'PRIMARY', columns: ['id'] },
    { name: 'u', columns: ['name', 'id'] },
  ]);
  expect(keys.get('children')?.foreign).toEqual([
    {
      ...{ name: 'of_parent', columns: ['parent'], schema: SCHEMA, table: 'parents', referenced: ['id'] },
      ...{ onDelete: 'RESTRICT', onUpdate: 'RESTRICT' },
    },
  ]);
});

test('values come and go as they are', async () => {
  const [row] = await database.rows("SELECT 9007199254740993 AS big, CAST('2015-10-15 00:00:01' AS DATETIME) AS day");
  expect(row).toEqual({ big: '9007199254740993', day: '2015-10-15 00:00:01' });
  expect((await database.rows(`SELECT ${literal('a\\\'"?\n\0🙂')} AS text`))[0]).toEqual({ text: 'a\\\'"?\n\0🙂' });
});

test('a transaction is all or nothing', async () => {
  const insert = `INSERT INTO ${SCHEMA}.parents (name) VALUES ('one')`;
  await expect(
    database.transaction(async (on) => {
      await on.run(insert);
      throw new Error('half-way');
    }),
  ).rejects.toThrow('half-way');
  expect(await database.rows(`SELECT * FROM ${SCHEMA}.parents`)).toEqual([]);
  expect(await database.transaction((on) => on.run(insert))).toBe(1);
});

test('a connection that is killed is a server that does not answer, and the next statement finds another', async () => {
  const sleeping = database.rows('SELECT SLEEP(30)');
  const outcome = sleeping.catch((error: unknown) => error);
  const find = "SELECT id FROM information_schema.PROCESSLIST WHERE info = 'SELECT SLEEP(30)'";
  let id: string | undefined;
  while (id === undefined) id = (await database.rows(find))[0]?.['id']?.toString();
  await database.run(`KILL ${id}`);
  expect(await outcome).toMatchObject({ type: 'DatabaseUnreachable' });
  expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

describe('what is refused says where, and never the password', () => {
  const server = scratchServer();
  test.each([
    ['DatabaseAuthentication', { ...server }, `stackleap@127.0.0.1:${server.port}`],
    ['DatabaseUnreachable', { ...server, port: 1 }, 'stackleap@127.0.0.1:1'],
  ])('%s', async (type, wrong, where) => {
    const other = openDatabase(wrong, 'no-such-secret');
    const error = (await other.rows('SELECT 1').catch((thrown: unknown) => thrown)) as Error;
    await other.close();
    expect(error).toMatchObject({ type });
    expect(error.message).toContain(where);
    expect(error.message).not.toContain('no-such-secret');
  });

  test('StatementFailed', async () => {
    await expect(database.run('SELECT nonsense')).rejects.toMatchObject({
      type: 'StatementFailed',
      code: 'ER_BAD_FIELD_ERROR',
    });
  });
});
