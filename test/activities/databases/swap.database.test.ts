import { readKeys } from '../../../connectors/mysql/keys';
import { tableName } from '../../../model/quote';
import { eventually } from '../../support/eventually';
import { undoAll } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { tableStep } from '../../support/table-steps';

let scratch: Scratch;
let before: Record<string, string>;
let structure: Record<string, string>;

async function open(): Promise<void> {
  scratch = await openScratch('swap');
  before = await takeDump(scratch.database, scratch.cloud.schemas);
  structure = await readStructures();
}

const MAPPING = 'nova.instances';
const input = (what: string) => tableStep(scratch, MAPPING, what);
const schema = (): string => scratch.cloud.definition.target.databases.nova;
const target = (): string => tableName(schema(), 'instances');
const staging = (name: string): string => tableName(`stackleap_${schema()}`, name);

async function stage(): Promise<void> {
  const { activities, run } = scratch;
  await activities.ensureStagingDatabase({ run, step: 'compute/s/database', phase: 'compute', database: 'nova' });
  await activities.ensureRowsStaged(input('stage'));
}

/** The undo is written and the tables are renamed, then the worker dies. */
async function dieAfterRenaming(): Promise<void> {
  const { activities, database } = scratch;
  await stage();
  await database.run(`RENAME TABLE ${staging('instances')} TO ${staging('hidden')}`);
  await expect(activities.ensureRowsImported(input('import'))).rejects.toThrow("doesn't exist");
  await database.run(`RENAME TABLE ${target()} TO ${staging('before_instances')}, ${staging('hidden')} TO ${target()}`);
}

/** How the target's tables are built, but for the next number. */
async function readStructures(): Promise<Record<string, string>> {
  const tables = await scratch.database.rows(
    "SELECT TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'",
    [schema()],
  );
  const shown: Record<string, string> = {};
  for (const { t } of tables) {
    const [row] = await scratch.database.rows(`SHOW CREATE TABLE ${tableName(schema(), String(t))}`);
    shown[String(t)] = String(row?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, '');
  }
  return shown;
}

async function undo(): Promise<readonly string[]> {
  return undoAll(scratch.ledger, scratch.undos, scratch.run);
}

/** What the foreign keys of an instance's metadata point at. */
async function pointingAt(): Promise<string[]> {
  const keys = await readKeys(scratch.database, schema(), 'instance_metadata');
  return (keys.get('instance_metadata')?.foreign ?? []).map((key) => `${key.schema}.${key.table}`);
}

/** What comes just as the tables are renamed. */
const late = (table: string): string => `INSERT INTO ${table} (id, uuid, deleted) VALUES (1, 'late', 0)`;
const refused = { type: 'TargetNotClean', message: expect.stringContaining('(`id` 1)') };

/** It is where it was put; without it the rows are copied, and go back. */
async function goOnWithoutIt(): Promise<void> {
  const { activities, database } = scratch;
  expect(await database.rows(`SELECT uuid FROM ${target()}`)).toEqual([{ uuid: 'late' }]);
  expect(await readStructures()).toEqual(structure);
  await expect(activities.ensureRowsImported(input('import'))).rejects.toMatchObject({ type: 'TargetNotClean' });
  await database.run(`DELETE FROM ${target()}`);
  expect(await activities.ensureRowsImported(input('import'))).toMatchObject({ changed: true });
  await activities.verifyRows(input('verify'));
  await undo();
  await database.run(`ALTER TABLE ${target()} AUTO_INCREMENT = 1`);
  expect(await takeDump(database, scratch.cloud.schemas)).toEqual(before);
}

describe('what is left as it was found', () => {
  beforeAll(open);
  afterAll(() => scratch.close());
  afterEach(() => scratch.ledger.clear());

  test('the staged table takes the place of the empty one, and every table is built as it was', async () => {
    await stage();
    expect(await scratch.activities.ensureRowsImported(input('import'))).toEqual({
      changed: true,
      summary: `12 rows in ${target()}: the staged table has taken its place.`,
    });
    expect(await scratch.activities.ensureRowsImported(input('import'))).toMatchObject({ changed: false });
    await scratch.activities.verifyRows(input('verify'));
    expect(await readStructures()).toEqual(structure);
    await undo();
    expect(await readStructures()).toEqual(structure);
    expect(await takeDump(scratch.database, scratch.cloud.schemas)).toEqual(before);
  });

  test('keys that a killed worker did not come to build are built by the next try', async () => {
    const { activities, database } = scratch;
    await stage();
    await database.run(
      `ALTER TABLE ${staging('instances')} DROP KEY uniq_instances0uuid, DROP KEY instances_host_node_deleted_idx`,
    );
    expect(await activities.ensureRowsStaged(input('stage'))).toMatchObject({ changed: false });
    await activities.ensureRowsImported(input('import'));
    expect(await readStructures()).toEqual(structure);
    await undo();
    expect(await takeDump(database, scratch.cloud.schemas)).toEqual(before);
  });

  test('killed right after the renaming, the next try gives the children their keys back', async () => {
    const { activities, database } = scratch;
    await dieAfterRenaming();
    expect(await pointingAt()).not.toEqual([`${schema()}.instances`]);

    await activities.ensureRowsImported(input('import'));
    expect(await pointingAt()).toEqual([`${schema()}.instances`]);
    expect(await readStructures()).toEqual(structure);

    // And dies again during the undo.
    await database.run(
      `RENAME TABLE ${target()} TO ${staging('instances')}, ${staging('before_instances')} TO ${target()}`,
    );
    await undo();
    expect(await readStructures()).toEqual(structure);
    expect(await takeDump(database, scratch.cloud.schemas)).toEqual(before);
  });

  test.each(['into its place', 'back'])(
    'a server that goes down half-way as the table is renamed %s is taken up',
    async (way) => {
      const { activities, database } = scratch;
      await stage();
      await activities.ensureRowsImported(input('import'));
      await database.run(
        `RENAME TABLE ${target()} TO ${staging('instances')}, ${staging('before_instances')} TO ${target()}`,
      );
      await database.run(`RENAME TABLE ${target()} TO ${staging('before_instances')}`);
      if (way !== 'back') {
        expect(await activities.ensureRowsImported(input('import'))).toMatchObject({
          summary: expect.stringMatching(/^12 /),
        });
        await activities.verifyRows(input('verify'));
        expect(await readStructures()).toEqual(structure);
      }
      await undo();
      expect(await readStructures()).toEqual(structure);
      expect(await takeDump(database, scratch.cloud.schemas)).toEqual(before);
    },
  );

  test('a row out of a transaction that the renaming waits for is found', async () => {
    const { activities, database } = scratch;
    await stage();
    const outcome = await database.transaction(async (on) => {
      await on.run(late(target()));
      const importing = activities.ensureRowsImported(input('import')).catch((error: unknown) => error);
      await eventually(async () =>
        expect(
          await database.rows(
            `SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'RENAME TABLE%${schema()}%'`,
          ),
        ).toHaveLength(1),
      );
      return { importing };
    });
    expect(await outcome.importing).toMatchObject(refused);
    await goOnWithoutIt();
  });

  test('it is found by the next try where the worker died before it looked', async () => {
    await dieAfterRenaming();
    await scratch.database.run(late(staging('before_instances')));
    await expect(scratch.activities.ensureRowsImported(input('import'))).rejects.toMatchObject(refused);
    await goOnWithoutIt();
  });
});

describe('what leaves rows or numbers behind', () => {
  beforeEach(open);
  afterEach(() => scratch.close());

  test('what others have put into the table since stays there when ours go', async () => {
    const { activities, database } = scratch;
    await stage();
    await activities.ensureRowsImported(input('import'));
    await database.run(`INSERT INTO ${target()} (uuid, deleted, hostname) VALUES ('of-somebody-else', 0, 'new')`);
    await undo();
    expect(await database.rows(`SELECT uuid, hostname FROM ${target()}`)).toEqual([
      { uuid: 'of-somebody-else', hostname: 'new' },
    ]);
  });

  test.each([
    ['the highest that the old cloud ever gave', 101, 101],
    ['the highest that was copied, where the old cloud gave more than the new type holds', 2_147_483_648, 16],
  ])('the next number is above %s', async (_what, old, next) => {
    const { activities, database, cloud } = scratch;
    await database.run(
      `ALTER TABLE ${cloud.definition.source.databases.nova}.instances MODIFY id bigint NOT NULL AUTO_INCREMENT, AUTO_INCREMENT = ${old}`,
    );
    await stage();
    await activities.ensureRowsImported(input('import'));
    await database.run(`INSERT INTO ${target()} (uuid, deleted) VALUES ('new', 0)`);
    expect(await database.rows(`SELECT id FROM ${target()} WHERE uuid = 'new'`)).toEqual([{ id: next }]);
  });
});
