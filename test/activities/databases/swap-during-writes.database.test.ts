import { tableName } from '../../../model/quote';
import { eventually } from '../../support/eventually';
import { undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { copyTable, tableStep } from '../../support/table-steps';

let scratch: Scratch;
let before: Record<string, string>;
beforeEach(async () => {
  scratch = await openScratch('during');
  before = await takeDump(scratch.database, scratch.cloud.schemas);
});
afterEach(() => scratch.close());

const MAPPING = 'nova.instances';
const input = (what: string) => tableStep(scratch, MAPPING, what);
const schema = (): string => scratch.cloud.definition.target.databases.nova;
const table = (name: string): string => tableName(schema(), name);
const staged = (name: string): string => tableName(`stackleap_${schema()}`, name);

async function undoImport(): Promise<string | undefined> {
  const { ledger, undos, run } = scratch;
  const entry = await ledger.readUndo('', input('import').step);
  return entry && undos['removeImportedRows']?.(entry, run);
}

async function undo(): Promise<void> {
  await undoAll(scratch.ledger, scratch.undos, scratch.run);
  expect(await takeDump(scratch.database, scratch.cloud.schemas)).toEqual(before);
}

/** Somebody has a table open that refers to the one that is swapped. */
async function whileChildIsOpen(work: () => Promise<unknown>): Promise<void> {
  await scratch.database.transaction(async (on) => {
    await on.rows(`SELECT 1 FROM ${table('instance_metadata')} LIMIT 1`);
    await expect(work()).rejects.toMatchObject({
      type: 'StatementFailed',
      nonRetryable: false,
      message: expect.stringMatching(
        /It was: ALTER TABLE .*instance_metadata.* A transaction has had the table open for more than 10 s: end it/,
      ),
    });
    // Nobody waits behind a statement that waits.
    await scratch.database.rows(`SELECT 1 FROM ${table('instance_metadata')} LIMIT 1`);
  });
}

test('a transaction that keeps a child open makes the swap fail, and its undo; the next try ends either', async () => {
  const { activities } = scratch;
  await whileChildIsOpen(() => copyTable(scratch, MAPPING, 'nova'));
  expect(await activities.ensureRowsImported(input('import'))).toMatchObject({ changed: false });
  await activities.verifyRows(input('verify'));

  await whileChildIsOpen(undoImport);
  await undo();
});

test('a row that is committed while the renaming back waits goes along, and ours stay staged', async () => {
  const { database } = scratch;
  await copyTable(scratch, MAPPING, 'nova');
  const outcome = await database.transaction(async (on) => {
    await on.run(`UPDATE ${table('instances')} SET hostname = '' WHERE id = 0`);
    const undoing = undoImport().catch((error: unknown) => error);
    await eventually(async () =>
      expect(
        await database.rows(`SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'RENAME TABLE%${schema()}%'`),
      ).toHaveLength(1),
    );
    await on.run(`INSERT INTO ${table('instances')} (uuid, deleted) VALUES ('late', 0)`);
    return { undoing };
  });
  expect(await outcome.undoing).toMatch(/^12 rows /);
  expect(await database.rows(`SELECT id, uuid FROM ${table('instances')}`)).toEqual([{ id: 16, uuid: 'late' }]);
  expect(await database.rows(`SELECT COUNT(*) AS n FROM ${staged('instances')}`)).toEqual([{ n: '12' }]);
  expect(await undoImport()).toMatch(/^0 rows /);

  await database.run(`DELETE FROM ${table('instances')}`);
  await database.run(`ALTER TABLE ${table('instances')} AUTO_INCREMENT = 1`);
  await undo();
});

describe('killed right after the renaming back', () => {
  beforeEach(async () => {
    await copyTable(scratch, MAPPING, 'nova');
    await scratch.database.run(
      `RENAME TABLE ${table('instances')} TO ${staged('after_instances')}, ${staged('before_instances')} TO ${table('instances')}`,
    );
  });

  test('the undo goes on with the rows of others, and brings none of them twice', async () => {
    const { database } = scratch;
    await database.run(`INSERT INTO ${staged('after_instances')} (uuid, deleted) VALUES ('late', 0)`);
    await undoImport();
    await database.run(`UPDATE ${table('instances')} SET uuid = 'theirs' WHERE uuid = 'late'`);
    await undoImport();
    expect(await database.rows(`SELECT uuid FROM ${table('instances')}`)).toEqual([{ uuid: 'theirs' }]);
    await database.run(`DELETE FROM ${table('instances')}`);
    await database.run(`ALTER TABLE ${table('instances')} AUTO_INCREMENT = 1`);
    await undo();
  });

  test('the import puts the staged table into its place again', async () => {
    const { activities } = scratch;
    expect(await activities.ensureRowsImported(input('import'))).toMatchObject({ changed: true });
    await activities.verifyRows(input('verify'));
    await undo();
  });
});
