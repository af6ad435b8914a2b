import { DATABASE_STEPS } from '../../../activities/databases/steps';
import type { TableInput } from '../../../activities/databases/context/open-copy';
import { stageRows } from '../../../activities/databases/stage/ensure-rows-staged';
import { withRecord } from '../../../activities/runs/with-record';
import { createUndoActivities } from '../../../activities/runs/undos';
import type { Database } from '../../../connectors/mysql/database';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';
import { startSecondServer, type SecondServer } from '../../support/scratch-server';
import { copyTable, tableStep } from '../../support/table-steps';

const MAPPING = 'nova.instances';
const ROWS = 40;

describe.each([
  ['in its place', 'one'],
  ['by ranges', 'one'],
  ['by ranges', 'two'],
] as const)('a table that came %s, with %s server(s)', (how, servers) => {
  let second: SecondServer | undefined;
  let scratch: Scratch;
  let target: Database;
  let before: Record<string, string>;
  beforeAll(async () => {
    second = servers === 'two' ? await startSecondServer() : undefined;
    scratch = await openScratch('forward', ROWS, second && { target: second });
    target = second?.database ?? scratch.database;
    if (servers === 'one' && how === 'by ranges')
      await target.run(`CREATE TRIGGER ${schema()}.own BEFORE INSERT ON ${instances()} FOR EACH ROW SET @n = NEW.id`);
    before = await dumps();
  });
  afterAll(async () => {
    await scratch?.close();
    await second?.close();
  });

  const schema = (): string => scratch.cloud.definition.target.databases.nova;
  const instances = (): string => `${schema()}.instances`;
  const step = (what: string) => tableStep(scratch, MAPPING, what);

  async function dumps(): Promise<Record<string, string>> {
    const { neutron: _, ...own } = scratch.cloud.definition.target.databases;
    return {
      ...(await takeDump(scratch.database, Object.values(scratch.cloud.definition.source.databases))),
      ...(await takeDump(target, Object.values(own))),
    };
  }

  /** As a run does it: what the ledger calls done is left alone. */
  function run(): Scratch {
    const { deps, activities } = scratch;
    const ensureRowsStaged = (input: TableInput) => stageRows(deps, input, { rowsPerRange: 10 });
    return { ...scratch, activities: withRecord(deps, DATABASE_STEPS, { ...activities, ensureRowsStaged }) };
  }

  async function goForward(): Promise<void> {
    await copyTable(run(), MAPPING, 'nova');
    expect(await run().activities.verifyRows(step('verify'))).toMatchObject({
      summary: expect.stringMatching(`^${ROWS} rows `),
    });
    expect(await count()).toBe(ROWS);
  }

  const undoStep = async (id: string) =>
    createUndoActivities(scratch.deps, scratch.undos).undoStep({ ...step('import'), step: id });

  async function undoAll(): Promise<void> {
    for (const entry of [...scratch.ledger.undos]) await undoStep(entry.step);
  }

  async function count(): Promise<number> {
    return Number((await target.rows(`SELECT COUNT(*) AS n FROM ${instances()}`))[0]?.['n']);
  }

  /** An undo that fails when its rows are gone, before it has said so. */
  async function breakOffAtTheEnd(): Promise<void> {
    const { ledger } = scratch;
    const id = step('import').step;
    const detail = (await ledger.readUndo('', id))?.detail ?? {};
    await ledger.amendUndo(step('import'), { ...detail, autoIncrement: 'none' });
    await expect(undoStep(id)).rejects.toThrow('none is not a number');
    await ledger.amendUndo(step('import'), detail);
    expect(await count()).toBe(0);
  }

  /** One that fails between two of its rows. */
  async function breakOffHalfWay(): Promise<void> {
    const trigger = `${schema()}.stumble`;
    await target.run(
      `CREATE TRIGGER ${trigger} BEFORE DELETE ON ${instances()} FOR EACH ROW
       IF OLD.id > 25 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumbled'; END IF`,
    );
    await expect(undoStep(step('import').step)).rejects.toThrow('stumbled');
    await target.run(`DROP TRIGGER ${trigger}`);
    // Of two servers whole ranges go.
    expect(await count()).toBe(servers === 'two' ? 20 : ROWS);
  }

  test.each<[string, () => Promise<void>]>([
    ['at its end', breakOffAtTheEnd],
    ...(how === 'by ranges' ? [['half-way', breakOffHalfWay] satisfies [string, () => Promise<void>]] : []),
  ])('comes back when its undo broke off %s and the run goes forward', async (_where, breakOff) => {
    await goForward();
    await breakOff();
    expect(await scratch.ledger.readFact('', `tables/${MAPPING}`)).toMatchObject({ verified: false });
    await goForward();
    expect(await scratch.ledger.readFact('', `tables/${MAPPING}`)).toMatchObject({ verified: true });
    await undoAll();
    expect(await dumps()).toEqual(before);
  });

  test('stays, proven, where its undo refuses as the staging database is gone', async () => {
    await goForward();
    await scratch.activities.ensureStagingDropped({ ...step('drop'), step: 'finalize/remains/staging' });
    await expect(undoStep(step('import').step)).rejects.toMatchObject({ type: 'UndoFailed' });
    expect(await run().activities.ensureRowsImported(step('import'))).toMatchObject({ changed: false });
    expect(await scratch.ledger.readFact('', `tables/${MAPPING}`)).toMatchObject({ rows: ROWS, verified: true });
  });
});
