import { stageRows } from '../../../../activities/databases/stage/ensure-rows-staged';
import type { Database } from '../../../../connectors/mysql/database';
import { undoAll } from '../../../support/run-plan';
import { openScratch, type Scratch } from '../../../support/scratch-activities';
import { takeDump } from '../../../support/scratch-cloud';
import { startSecondServer, type SecondServer } from '../../../support/scratch-server';
import { tableStep } from '../../../support/table-steps';

const MAPPING = 'nova.instances';
const ROWS = 40;

function livingRows(table: string): string {
  return `SELECT id, uuid, display_name FROM ${table} WHERE deleted = 0 ORDER BY id`;
}

export interface Way {
  readonly how: 'in its place' | 'by ranges';
  readonly servers: 'one' | 'two';
  /** Where it breaks off; everywhere, where this says nothing. */
  readonly places?: readonly string[];
}

/** What becomes of a table that came this way when its source changes before its rows are proven: one cloud for all tests. */
export function againTests({ how, servers, places: chosen }: Way): void {
  let second: SecondServer | undefined;
  let scratch: Scratch;
  let on: Database;
  let before: Record<string, string>;
  beforeAll(async () => {
    second = servers === 'two' ? await startSecondServer() : undefined;
    scratch = await openScratch('again', ROWS, second && { target: second });
    on = second?.database ?? scratch.database;
    if (servers === 'one' && how === 'by ranges')
      await on.run(`CREATE TRIGGER ${schema()}.own BEFORE INSERT ON ${target()} FOR EACH ROW SET @n = NEW.id`);
    before = await takeTarget();
  });
  afterAll(async () => {
    await scratch?.close();
    await second?.close();
  });

  const schema = (): string => scratch.cloud.definition.target.databases.nova;
  const target = (): string => `${schema()}.instances`;
  const staging = (): string => `stackleap_${schema()}.instances`;
  const source = (): string => `${scratch.cloud.definition.source.databases.nova}.instances`;
  const verify = () => scratch.activities.verifyRows(tableStep(scratch, MAPPING, 'verify'));

  async function takeTarget(): Promise<Record<string, string>> {
    const { novaApi, nova } = scratch.cloud.definition.target.databases;
    return takeDump(on, [novaApi, nova]);
  }

  async function copy(): Promise<void> {
    const { activities, deps, run } = scratch;
    await activities.ensureStagingDatabase({ run, step: 'compute/nova/database', phase: 'compute', database: 'nova' });
    await stageRows(deps, tableStep(scratch, MAPPING, 'stage'), { rowsPerRange: 10 });
    await activities.ensureRowsImported(tableStep(scratch, MAPPING, 'import'));
  }

  async function ids(): Promise<number[]> {
    const rows = await scratch.database.rows(`SELECT id FROM ${source()} WHERE deleted = 0 ORDER BY id`);
    return rows.map(({ id }) => Number(id));
  }

  let changes = 0;
  /**
   * One row is changed, one is deleted as Nova does it, two for good, and two come: in the place of one, and behind all others.
   * The uuids of these, and the id of the one that is gone.
   */
  async function changeSource() {
    const [changed, deleted, gone, replaced] = (await ids()).slice(3);
    const [inGap, behind] = [`in a gap ${++changes}`, `behind ${changes}`];
    await scratch.database.session(async (session) => {
      await session.run('SET foreign_key_checks = 0');
      await session.run(`UPDATE ${source()} SET display_name = 'changed ${changes}' WHERE id = ${changed}`);
      await session.run(`UPDATE ${source()} SET deleted = id WHERE id = ${deleted}`);
      await session.run(`DELETE FROM ${source()} WHERE id IN (${gone}, ${replaced})`);
      await session.run(`INSERT INTO ${source()} (id, uuid, deleted) VALUES (${replaced}, '${inGap}', 0)`);
      await session.run(`INSERT INTO ${source()} (uuid, deleted) VALUES ('${behind}', 0)`);
    });
    return { inGap, behind, gone };
  }

  async function targetIsSource(): Promise<void> {
    expect(await on.rows(livingRows(target()))).toEqual(await scratch.database.rows(livingRows(source())));
  }

  async function undo(): Promise<void> {
    await undoAll(scratch.ledger, scratch.undos, scratch.run);
    expect(await takeTarget()).toEqual(before);
    scratch.ledger.clear();
  }

  test('what has changed in the source since comes across, and is taken out by the same undo', async () => {
    const { length: rows } = await ids();
    await copy();
    await changeSource();
    expect(await verify()).toMatchObject({
      changed: true,
      summary: expect.stringMatching(`^${rows - 1} rows .*Copied again: 5 rows of instances\\.$`),
    });
    await targetIsSource();
    expect(await verify()).toMatchObject({ changed: false, summary: expect.stringContaining('verified before') });
    const [{ next } = {}] = await on.rows(
      'SELECT AUTO_INCREMENT AS next FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?',
      [schema(), 'instances'],
    );
    expect(Number(next)).toBeGreaterThan((await ids()).at(-1) ?? 0);
    await undo();
  });

  type Changed = Awaited<ReturnType<typeof changeSource>>;
  /** Where a server refuses a row: all before has happened, and nothing after it. */
  interface Place {
    readonly where: string;
    readonly of: 'target' | 'staging';
    readonly when: 'DELETE' | 'INSERT';
    readonly stumbles: (changed: Changed) => string;
  }
  const places: readonly Place[] = [
    { where: 'as rows leave the target', of: 'target', when: 'DELETE', stumbles: ({ gone }) => `OLD.id = ${gone}` },
    { where: 'as changed ones come', of: 'target', when: 'INSERT', stumbles: (they) => `NEW.uuid = '${they.inGap}'` },
    { where: 'as new ones come', of: 'target', when: 'INSERT', stumbles: (they) => `NEW.uuid = '${they.behind}'` },
    { where: 'as rows leave staging', of: 'staging', when: 'DELETE', stumbles: ({ gone }) => `OLD.id = ${gone}` },
  ];

  async function breakOff({ of, when, stumbles }: Place): Promise<void> {
    const changed = await changeSource();
    const [server, table] = of === 'target' ? [on, target()] : [scratch.database, staging()];
    const trigger = `${table.split('.')[0]}.stumble`;
    await server.run(
      `CREATE TRIGGER ${trigger} BEFORE ${when} ON ${table} FOR EACH ROW
       IF ${stumbles(changed)} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'stumbled'; END IF`,
    );
    await expect(verify()).rejects.toThrow('stumbled');
    await server.run(`DROP TRIGGER ${trigger}`);
  }

  const hasStaging = how === 'by ranges';
  test.each(places.filter(({ of, where }) => chosen?.includes(where) ?? (of === 'target' || hasStaging)))(
    'broken off $where, it is undone; and the next try ends it',
    async (place) => {
      await copy();
      await breakOff(place);
      await undo();

      await copy();
      await breakOff(place);
      expect(await verify()).toMatchObject({ summary: expect.stringContaining('Copied again: ') });
      await targetIsSource();
      await undo();
    },
  );

  test('what another hand has written into the target is named, and left alone', async () => {
    await copy();
    const [theirs = 0, ours = 0] = await ids();
    await on.run(`UPDATE ${target()} SET display_name = 'theirs' WHERE id = ${theirs}`);
    await scratch.database.run(`UPDATE ${source()} SET display_name = 'ours' WHERE id = ${ours}`);
    await expect(verify()).rejects.toMatchObject({
      type: 'RowsDiffer',
      message: expect.stringMatching(`id ${theirs}.*: another hand has written into the target since it was copied`),
    });
    expect(await on.rows(`SELECT display_name AS name FROM ${target()} WHERE id = ${theirs}`)).toEqual([
      { name: 'theirs' },
    ]);
  });
}
