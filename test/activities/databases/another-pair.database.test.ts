import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { DATABASE_STEPS } from '../../../activities/databases/steps';
import type { Dependencies } from '../../../activities/dependencies';
import { closeDatabases, DATABASE_PARTS } from '../../support/databases';
import { planTables } from '../../../plan/tables';
import { openScratchDatabase, scratchDefinition } from '../../support/scratch-server';
import { BAKERY } from '../../support/bakery';
import { memoryLedger } from '../../support/memory-ledger';
import { runPhase, undoAll } from '../../support/run-plan';

const [OLD, NEW] = [`test_pair_${process.pid}_old`, `test_pair_${process.pid}_new`];

const ROWS = [
  ...[OLD, NEW].map((schema) => `CREATE DATABASE ${schema}`),
  `CREATE TABLE ${OLD}.loaves AS SELECT 1 AS id, 2 AS kilos UNION SELECT 2, 3`,
  `CREATE TABLE ${OLD}.orders AS SELECT 7 AS id, 2 AS loaf, 1 AS paid UNION SELECT 8, 1, 0`,
  `CREATE TABLE ${NEW}.loaves (id int PRIMARY KEY, grams int, name varchar(36) NOT NULL)`,
  `CREATE TABLE ${NEW}.orders (id int PRIMARY KEY, loaf int, FOREIGN KEY (loaf) REFERENCES loaves (id))`,
];

test('tables of any two releases are copied by the same engine, and go back', async () => {
  const database = await openScratchDatabase();
  const [ledger, run] = [memoryLedger(), { id: 'run-1', cluster: 'bakery', datacenter: 'dc1' }];
  const scratch = scratchDefinition();
  const definition = {
    ...{ ...scratch, name: 'bakery', alignment: { ...scratch.alignment, tables: ['orders'] } },
    source: { ...scratch.source, databases: { ...scratch.source.databases, nova: OLD } },
    target: { ...scratch.target, databases: { ...scratch.target.databases, nova: NEW } },
  };
  const deps = {
    ...{ readDefinition: async () => definition, releasePair: () => BAKERY, ledger: async () => ledger },
    ...DATABASE_PARTS,
  };
  const whole = deps as unknown as Dependencies;
  try {
    for (const sql of ROWS) await database.run(sql);
    await runPhase(planTables('compute', definition, BAKERY), activitiesOf(DATABASE_STEPS, whole), run);
    const joined = `SELECT o.id, l.grams, LENGTH(l.name) AS n FROM ${NEW}.orders o JOIN ${NEW}.loaves l ON l.id = o.loaf`;
    expect(await database.rows(joined)).toEqual([{ id: 7, grams: 3000, n: 36 }]);
    await undoAll(ledger, undosOf(DATABASE_STEPS, whole), run);
    expect(await database.rows(`SELECT * FROM ${NEW}.loaves`)).toEqual([]);
  } finally {
    for (const schema of [OLD, NEW, `stackleap_${NEW}`]) await database.run(`DROP DATABASE IF EXISTS ${schema}`);
    await Promise.all([closeDatabases(), database.close()]);
  }
});
