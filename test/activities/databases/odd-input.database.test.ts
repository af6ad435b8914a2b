import { readDatabasePlan } from '../../../activities/databases/preflight/read-database-plan';
import type { DatabasePlan } from '../../../alignment/table-plan';
import { PHASES } from '../../../model/phases';
import { identifier, tableName } from '../../../model/quote';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { scratchSql } from '../../support/scratch-sql';

let scratch: Scratch;
afterEach(() => scratch.close());

function filled(sql: string): string {
  return scratchSql(scratch.cloud.definition, sql);
}

const run = (sql: string): Promise<number> => scratch.database.run(filled(sql));

async function ask(sql: string): Promise<unknown[]> {
  return Object.values((await scratch.database.rows(filled(sql)))[0] ?? {});
}

async function plan(): Promise<DatabasePlan> {
  const read = await readDatabasePlan(scratch.deps, scratch.cloud.definition, PHASES);
  if ('unread' in read) throw new Error(read.unread);
  return read;
}

async function alignAll(): Promise<void> {
  for (const phase of [planImages, planCompute, planVolumes])
    await runPhase(phase(scratch.cloud.definition), scratch.activities, scratch.run);
  const facts = Object.entries(await scratch.ledger.readFacts('', 'tables/'));
  expect(facts.filter(([, fact]) => fact['verified'] !== true)).toEqual([]);
}

/** States that Stein's Cinder reads into a closed list. */
const STATES = ['volumes.attach_status', 'volume_attachment.attach_status', 'snapshots.status', 'backups.status'];

/** Appends a text to every text that is copied and that is no name of something else, and no such state; the number of columns. */
async function spoilTexts(text: string): Promise<number> {
  const { source } = scratch.cloud.definition;
  const before = await plan();
  const tables = new Set(before.phases.flatMap((phase) => phase.tables.map((table) => table.source)));
  const columns = await scratch.database.rows(
    `SELECT TABLE_SCHEMA s, TABLE_NAME t, COLUMN_NAME c, CHARACTER_MAXIMUM_LENGTH l FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA IN (?, ?, ?) AND DATA_TYPE IN ('varchar', 'text', 'mediumtext')
       AND COLUMN_NAME NOT REGEXP '^(id|uuid|owner|host|flavor|numa_topology|pci_requests|extra_info)$|_id$|uuid$'`,
    [source.databases.nova, source.databases.glance, source.databases.cinder],
  );
  const wanted = columns.filter(
    ({ s, t, c }) => tables.has(`${String(s)}.${String(t)}`) && !STATES.includes(`${String(t)}.${String(c)}`),
  );
  for (const { s, t, c, l } of wanted) {
    const column = identifier(String(c));
    await scratch.database.run(
      `UPDATE ${tableName(String(s), String(t))} SET ${column} = CONCAT(${column}, ?)
       WHERE CHAR_LENGTH(${column}) + ${text.length} <= ${Number(l)}`,
      [text],
    );
  }
  return wanted.length;
}

describe('what is odd, and is copied to the byte', () => {
  const NASTY = String.raw`'"${'`'}\%_;-- :,-/*` + '\t\n\u0000é漢';

  test('quotes, backticks and control characters in every text, the longest user data, orphans, columns without a value', async () => {
    scratch = await openScratch('odd');
    const columns = await spoilTexts(NASTY);
    expect(columns).toBeGreaterThan(100);
    // As much as the column can hold.
    await run(`UPDATE {old.nova}.instances SET user_data = REPEAT('x', 16777215) WHERE id = 1`);
    for (const table of ['instance_metadata', 'instance_system_metadata'])
      await run(`INSERT INTO {old.nova}.${table} (instance_uuid, \`key\`, value, deleted)
        SELECT uuid, 'of one that is gone', 'x', 0 FROM {old.nova}.instances WHERE deleted <> 0 LIMIT 1`);
    await run('ALTER TABLE {old.nova}.instances ADD COLUMN `our``own` varchar(10), DROP COLUMN scheduled_at');
    await run(`UPDATE {old.nova}.instances SET display_description = NULL, hostname = '' WHERE id = 2`);

    const { phases, blockers } = await plan();
    expect(blockers).toEqual([]);
    const tables = new Map(phases.flatMap((phase) => phase.tables.map((table) => [table.name, table])));
    for (const table of ['nova.instance_metadata', 'nova.instance_system_metadata'])
      expect(tables.get(table)?.left).toContainEqual({
        because: 'orphaned',
        rows: 1,
        example: expect.stringMatching(/^\d+$/),
      });

    await alignAll();
    const [same, longest] = await ask(`SELECT
      SUM(CAST(o.display_name AS BINARY) = CAST(n.display_name AS BINARY)), MAX(LENGTH(n.user_data))
      FROM {old.nova}.instances o JOIN {new.nova}.instances n ON n.id = o.id`);
    expect([Number(same), Number(longest)]).toEqual([12, 16777215]);
    const [pairs, name] = await ask(`SELECT e.keypairs, i.key_name FROM {new.nova}.instance_extra e
      JOIN {new.nova}.instances i ON i.uuid = e.instance_uuid WHERE i.key_name IS NOT NULL LIMIT 1`);
    expect(name).toContain(NASTY);
    expect(JSON.parse(String(pairs))['nova_object.data'].objects[0]['nova_object.data'].name).toBe(name);
    const [orphans] = await ask(
      "SELECT COUNT(*) FROM {new.nova}.instance_metadata WHERE `key` = 'of one that is gone'",
    );
    expect(Number(orphans)).toBe(0);
  });

  test('four bytes of UTF-8, where both sides can hold them', async () => {
    scratch = await openScratch('wide');
    for (const side of ['{old.nova}', '{new.nova}'])
      await run(`ALTER TABLE ${side}.instances MODIFY display_name varchar(255) CHARACTER SET utf8mb4`);
    await run("UPDATE {old.nova}.instances SET display_name = '🚀 to the moon' WHERE id = 1");
    expect((await plan()).blockers).toEqual([]);
    await alignAll();
    expect(await ask('SELECT display_name FROM {new.nova}.instances WHERE id = 1')).toEqual(['🚀 to the moon']);
  });
});
