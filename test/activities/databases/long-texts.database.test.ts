import { readDatabaseBlockers } from '../../../activities/databases/preflight/read-blockers';
import { readDigests } from '../../../activities/databases/sql/digest';
import { digestsOfSource, digestsOfTable } from '../../../alignment/digests';
import { questionsOf } from '../../../alignment/findings/questions';
import { scan } from '../../../alignment/findings/scan';
import { project } from '../../../alignment/projection';
import { readColumns } from '../../../connectors/mysql/columns';
import { planCompute } from '../../../plan/compute';
import { mapping, PLACES } from '../../alignment/support';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';

/** All that a mediumtext holds; servers take statements of 16 MiB unless configured otherwise. */
const LONGEST = 16_777_215;

let second: SecondServer;
let scratch: Scratch;
beforeAll(async () => {
  second = await startSecondServer();
  scratch = await openScratch('long', 4, { target: second });
  await second.database.run('CREATE DATABASE neutron');
});
afterAll(async () => {
  await scratch?.close();
  await second?.close();
});

test('a row is proven also where its texts are more than the server returns at once', async () => {
  const { database } = second;
  await database.run('CREATE TABLE neutron.things (id int PRIMARY KEY, data mediumtext, more mediumtext)');
  await database.run(`INSERT INTO neutron.things VALUES (1, REPEAT('x', ${LONGEST}), REPEAT('y', ${LONGEST}))`);
  const columns = (await readColumns(database, 'neutron')).get('things') ?? [];
  const projection = project(mapping({ where: 'TRUE' }), columns, columns, PLACES);
  const digest = (): ReturnType<typeof readDigests> =>
    readDigests(database, digestsOfTable(projection, 'neutron.things', { after: null, upTo: '1' }));
  const before = await digest();
  // A row without a digest would have another one each time.
  expect(await digest()).toEqual(before);
  await database.run("UPDATE neutron.things SET data = CONCAT(LEFT(data, 10000000), 'z', RIGHT(data, 6777214))");
  expect((await digest()).computed).not.toBe(before.computed);
});

test('a text that becomes longer in the character set of the target is asked for, and proven', async () => {
  const { database } = second;
  for (const [table, charset] of Object.entries({ old_texts: 'latin1', new_texts: 'utf8' }))
    await database.run(
      `CREATE TABLE neutron.${table} (id int PRIMARY KEY, note text, data mediumtext) CHARACTER SET ${charset}`,
    );
  await database.run("INSERT INTO neutron.old_texts VALUES (1, REPEAT('é', 40000), REPEAT('é', 40000)), (2, 'é', 'é')");
  const [source = [], target = []] = await Promise.all(
    ['old_texts', 'new_texts'].map(async (table) => (await readColumns(database, 'neutron', table)).get(table)),
  );
  const places = { ...PLACES, source: { ...PLACES.source, nova: 'neutron' } };
  const from = { database: 'nova', table: 'old_texts' } as const;
  const projection = project(mapping({ from, where: 'TRUE' }), source, target, places);
  const facts = (columns: typeof source) => ({ columns, keys: { unique: [], foreign: [] }, checks: [] });
  const rest = { unplaced: [], targetPacket: null, others: [] };
  const { rows } = questionsOf({ projection, places, source: facts(source), target: facts(target), ...rest });
  expect(rows.map(({ column }) => column)).toEqual(['note', 'data']);
  const [found] = await database.rows(scan(projection, places, rows));
  expect([found?.['n0'], found?.['n1']].map(Number)).toEqual([1, 0]);

  await database.run("UPDATE neutron.old_texts SET note = 'é'");
  await database.run('INSERT INTO neutron.new_texts SELECT * FROM neutron.old_texts');
  const range = { after: null, upTo: '2' };
  const digests = await readDigests(database, ...digestsOfSource(projection, places, range));
  expect(await readDigests(database, digestsOfTable(projection, 'neutron.new_texts', range))).toEqual(digests);
});

test('what the other server would not take in one statement is refused; the rest is copied', async () => {
  const { database, cloud, deps, run, activities } = scratch;
  const { nova } = cloud.definition.source.databases;
  const look = async (): Promise<readonly string[]> => {
    const { blockers } = await readDatabaseBlockers.run(deps, {
      run,
      step: 'preflight/databases/look',
      phase: 'preflight',
    });
    return blockers.map(({ message }) => message);
  };
  await database.run(`UPDATE ${nova}.instances SET user_data = REPEAT('x', ${LONGEST}) WHERE id = 1`);
  expect(await look()).toEqual([
    expect.stringMatching(/column .*user_data.*: more than the target's server .*: 1 row, for example id 1\.$/),
  ]);
  await database.run(`UPDATE ${nova}.instances SET user_data = REPEAT('x', 8000000) WHERE id = 1`);
  expect(await look()).toEqual([]);
  await runPhase(planCompute(cloud.definition), activities, run);
  const [row] = await second.database.rows(
    `SELECT LENGTH(user_data) AS n FROM ${cloud.definition.target.databases.nova}.instances WHERE id = 1`,
  );
  expect(Number(row?.['n'])).toBe(8_000_000);
});
