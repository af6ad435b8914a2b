import type { TableInput } from '../../../activities/databases/context/open-copy';
import { importRows } from '../../../activities/databases/import/ensure-rows-imported';
import { stageRows } from '../../../activities/databases/stage/ensure-rows-staged';
import type { Database } from '../../../connectors/mysql/database';
import { tableName } from '../../../model/quote';
import { eventually } from '../../support/eventually';
import { undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump, type ScratchOptions } from '../../support/scratch-cloud';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';
import { tableStep } from '../../support/table-steps';

let scratch: Scratch;
let own: SecondServer | undefined;
/** Of the server that the databases lie on. */
let on: Database;
let before: Record<string, string>;
beforeEach(() => open());
afterEach(() => scratch.close());
afterAll(() => own?.close());

const MAPPING = 'nova.instances';
const input = (what: string) => tableStep(scratch, MAPPING, what);
const schema = (): string => scratch.cloud.definition.target.databases.nova;
const target = (): string => tableName(schema(), 'instances');

async function open(servers: Pick<ScratchOptions, 'source' | 'target'> = {}): Promise<void> {
  scratch = await openScratch('ranges', 40, servers);
  on = servers.source?.database ?? scratch.database;
  // A table with a trigger is filled by ranges.
  await on.run(
    `CREATE TRIGGER ${schema()}.of_the_operator BEFORE INSERT ON ${target()} FOR EACH ROW SET @inserted = NEW.id`,
  );
  before = await takeDump(on, scratch.cloud.schemas);
}

async function stage(): Promise<void> {
  const { activities, run, deps } = scratch;
  await activities.ensureStagingDatabase({ run, step: 'compute/s/database', phase: 'compute', database: 'nova' });
  await stageRows(deps, input('stage'), { rowsPerRange: 5 });
}

async function undo(): Promise<void> {
  const { ledger, undos, run, cloud } = scratch;
  await undoAll(ledger, undos, run);
  expect(await takeDump(on, cloud.schemas)).toEqual(before);
}

test.each([
  ['with a number that is copied', 1, "(uuid, deleted) VALUES ('late', 0)", 1],
  ['with one that was deleted, though the table counts higher', 1000, "(id, uuid) VALUES (42, 'late')", 42],
])('an open transaction is waited for, and its row %s is named', async (_what, next, late, id) => {
  const { activities, database } = scratch;
  await stage();
  await database.run(`ALTER TABLE ${target()} AUTO_INCREMENT = ${next}`);
  const outcome = await database.transaction(async (on) => {
    await on.run(`INSERT INTO ${target()} ${late}`);
    const importing = activities.ensureRowsImported(input('import')).catch((error: unknown) => error);
    await eventually(async () =>
      expect(
        await database.rows(`SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'ALTER TABLE%${schema()}%'`),
      ).toHaveLength(1),
    );
    return { importing };
  });
  expect(await outcome.importing).toMatchObject({
    type: 'TargetNotClean',
    message: expect.stringContaining(
      `${target()} has 1 row that StackLeap did not put there, for example \`id\` ${id}. Remove the rows`,
    ),
  });
  expect(await database.rows(`SELECT id, uuid FROM ${target()}`)).toEqual([{ id, uuid: 'late' }]);

  await database.run(`DELETE FROM ${target()}`);
  expect(await activities.ensureRowsImported(input('import'))).toMatchObject({ summary: `40 rows in ${target()}.` });
  await activities.verifyRows(input('verify'));
  await undoAll(scratch.ledger, scratch.undos, scratch.run);
  // As high as it was when the import began.
  await database.run(`ALTER TABLE ${target()} AUTO_INCREMENT = 1`);
  expect(await takeDump(database, scratch.cloud.schemas)).toEqual(before);
});

test('a transaction that stays open makes the import fail, and nobody wait for the table any longer', async () => {
  const { activities, database } = scratch;
  await stage();
  await database.transaction(async (on) => {
    await on.run(`INSERT INTO ${target()} (uuid, deleted) VALUES ('open', 0)`);
    await expect(activities.ensureRowsImported(input('import'))).rejects.toMatchObject({
      type: 'StatementFailed',
      message: expect.stringMatching(/Lock wait timeout exceeded.* It was: ALTER TABLE .*instances` AUTO_INCREMENT/),
    });
    await database.run(`INSERT INTO ${target()} (uuid, deleted) VALUES ('nobody waits', 0)`);
  });
});

test('the next number is set once, however many slices the import takes', async () => {
  // The server counts what everybody alters: this one is nobody else's.
  own = await startSecondServer();
  const { database } = own;
  await scratch.close();
  await open({ source: own, target: own });
  await stage();
  const importSlice = (of: TableInput) => importRows(scratch.deps, of, { sliceMs: 0 });
  const altered = async (): Promise<unknown> =>
    (await database.rows("SHOW GLOBAL STATUS LIKE 'Com_alter_table'"))[0]?.['Value'];
  expect(await importSlice(input('import'))).toMatchObject({ more: { done: 10 } });
  const first = await altered();
  let slices = 1;
  while ('more' in (await importSlice(input('import')))) slices++;
  expect(slices).toBeGreaterThan(2);
  expect(await altered()).toBe(first);
  await undo();
});
