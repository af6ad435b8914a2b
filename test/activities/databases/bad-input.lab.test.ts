import { createReadDatabaseBlockers } from '../../../activities/databases/read-blockers';
import { readDatabasePlan } from '../../../activities/databases/read-database-plan';
import type { DatabasePlan } from '../../../alignment/table-plan';
import { PHASES } from '../../../model/phases';
import { identifier, tableName } from '../../../model/quote';
import { planCompute } from '../../../plan/compute';
import { planImages } from '../../../plan/images';
import { planVolumes } from '../../../plan/volumes';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';
import { takeDump } from '../../support/scratch-cloud';

jest.setTimeout(180_000);

let scratch: Scratch;
afterEach(() => scratch.close());

/** SQL in which {old.nova} and {new.nova} stand for the scratch databases. */
function filled(sql: string): string {
  const { source, target } = scratch.cloud.definition;
  return sql.replaceAll(/\{(old|new)\.(\w+)\}/g, (_, side: string, name: string) =>
    side === 'old' ? source.databases[name as 'nova'] : target.databases[name as 'novaApi'],
  );
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

/** Appends a text to every text that comes across and that is no name of something else; the number of columns. */
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
  const wanted = columns.filter(({ s, t }) => tables.has(`${s?.toString()}.${t?.toString()}`));
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

describe('what is odd, and comes across to the byte', () => {
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

/** What an operator finds in an old database, and what the plan says of it. */
const REFUSED: readonly (readonly [what: string, spoil: readonly string[], says: readonly string[]])[] = [
  [
    'NULL where Stein wants a value',
    ['UPDATE {old.nova}.instances SET project_id = NULL WHERE id = 3'],
    ['instances → nova_api.instance_mappings, column project_id: NULL', '1 row, for example id 3.'],
  ],
  [
    'a flavor with an id but no name',
    ['UPDATE {old.nova}.instance_types SET name = NULL WHERE id = 1'],
    ['instance_types → nova_api.flavors, column name: NULL', '1 row, for example id 1.'],
  ],
  [
    "keys that are the same under Stein's collation",
    [
      `INSERT INTO {old.nova}.instance_type_extra_specs (deleted, instance_type_id, \`key\`, value)
       SELECT 0, instance_type_id, UPPER(\`key\`), 'x' FROM {old.nova}.instance_type_extra_specs WHERE deleted = 0 LIMIT 1`,
    ],
    ['nova_api.flavor_extra_specs, unique key', '(flavor_id, key)', '2 rows, for example id 1.'],
  ],
  [
    'a zero date',
    ["UPDATE {old.nova}.instances SET launched_at = '0000-00-00 00:00:00' WHERE id IN (4, 5)"],
    ['instances → nova.instances, column launched_at: a date like 0000-00-00', '2 rows, for example id 4.'],
  ],
  [
    'a day zero',
    ["UPDATE {old.glance}.images SET updated_at = '2015-10-00 00:00:00' WHERE deleted = 0 LIMIT 1"],
    ['images → glance.images, column updated_at: a date like 0000-00-00', '1 row, for example id '],
  ],
  [
    'four bytes of UTF-8 where Stein has three',
    [
      'ALTER TABLE {old.nova}.instances MODIFY display_name varchar(255) CHARACTER SET utf8mb4',
      "UPDATE {old.nova}.instances SET display_name = '🚀' WHERE id = 6",
    ],
    ['nova.instances, column display_name: characters', 'utf8 does not have', '1 row, for example id 6.'],
  ],
  [
    'four bytes of UTF-8 in what code builds from',
    [
      'ALTER TABLE {old.nova}.key_pairs MODIFY fingerprint varchar(255) CHARACTER SET utf8mb4',
      "UPDATE {old.nova}.key_pairs SET fingerprint = '🔑' WHERE deleted = 0",
    ],
    ['instance_extra → nova.instance_extra: column keypairs: characters', 'for example id '],
  ],
  [
    'a number that does not fit',
    [
      'ALTER TABLE {old.nova}.instances MODIFY memory_mb bigint',
      'UPDATE {old.nova}.instances SET memory_mb = 3000000000 WHERE id = 7',
    ],
    ['nova.instances, column memory_mb: not a number that fits into int(11)', '1 row, for example id 7.'],
  ],
  [
    'a text that is no number',
    [
      'ALTER TABLE {old.nova}.quotas MODIFY hard_limit varchar(20)',
      "UPDATE {old.nova}.quotas SET hard_limit = 'many' WHERE deleted = 0 LIMIT 1",
    ],
    ['quotas → nova_api.quotas, column hard_limit: not a number', '1 row, for example id '],
  ],
  [
    'a value that is no choice',
    [
      'ALTER TABLE {old.nova}.instances MODIFY locked_by varchar(20)',
      "UPDATE {old.nova}.instances SET locked_by = 'nobody' WHERE id = 8",
    ],
    ["nova.instances, column locked_by: none of the values ('owner','admin')", '1 row, for example id 8.'],
  ],
  [
    'a switch that is neither on nor off, from a server without CHECKs',
    [
      'ALTER TABLE {old.nova}.instances MODIFY locked tinyint(1), DROP CONSTRAINT IF EXISTS CONSTRAINT_1',
      'UPDATE {old.nova}.instances SET locked = 7 WHERE id = 9',
    ],
    ['nova.instances, column locked: the target wants that `locked` in (0,1)', '1 row, for example id 9.'],
  ],
  [
    'a text that is too long',
    ["UPDATE {old.nova}.key_pairs SET public_key = REPEAT('x', 70000) WHERE id = 1"],
    ['key_pairs → nova_api.key_pairs, column public_key: longer than the 65535', '1 row, for example id 1.'],
  ],
  [
    'a flavor that is no JSON',
    ['UPDATE {old.nova}.instance_extra SET flavor = \'{"cur":\' WHERE id = 1'],
    ['nova_api.request_specs: instance_extra.flavor holds a text that is no JSON: 1 row, for example id 1.'],
  ],
  [
    'an instance without a flavor, and one without its extra row',
    [
      'UPDATE {old.nova}.instance_extra SET flavor = NULL WHERE id = 2',
      'DELETE FROM {old.nova}.instance_extra WHERE id = 3',
    ],
    ['nova_api.request_specs: instance_extra.flavor holds no flavor, and nothing else does: 2 rows, for example id 2.'],
  ],
  [
    'a NUMA topology and PCI requests that are no JSON',
    ["UPDATE {old.nova}.instance_extra SET numa_topology = '{', pci_requests = 'x' WHERE id IN (4, 5)"],
    ['nova.instance_extra: instance_extra.numa_topology holds a text that is no JSON: 2 rows, for example id 4.'],
  ],
  [
    'instances mid-flight',
    [
      "UPDATE {old.nova}.instances SET task_state = 'migrating' WHERE id = 10",
      "UPDATE {old.nova}.instances SET vm_state = 'resized' WHERE id = 11",
    ],
    ['2 × instance with an operation under way', '(migrating)', '(resized)'],
  ],
  [
    'a column that somebody added',
    [
      'ALTER TABLE {old.nova}.aggregates ADD COLUMN `our``own` varchar(10)',
      "UPDATE {old.nova}.aggregates SET `our``own` = 'x' WHERE id = 1",
    ],
    ['aggregates → nova_api.aggregates, column our`own: it holds values', '1 row, for example id 1.'],
  ],
  [
    'a column that Stein has and nothing gives',
    ['ALTER TABLE {new.novaApi}.aggregates ADD COLUMN theirs int NOT NULL'],
    ['aggregates → nova_api.aggregates, column theirs: it must have a value, and nothing gives one.'],
  ],
  [
    'a volume type with specifications that were deleted',
    ['UPDATE {old.cinder}.quality_of_service_specs SET deleted = 1'],
    [
      'volume_types → cinder.volume_types, column qos_specs_id: it refers to a row of quality_of_service_specs',
      'for example id ',
    ],
  ],
];

const MISSING: typeof REFUSED = [
  [
    'a table that the source lacks',
    ['DROP TABLE {old.nova}.instance_group_policy'],
    ['There is no table ', '_nova.instance_group_policy (for the mapping nova_api.instance_group_policy).'],
  ],
  [
    'a table that is asked along, and that the source lacks',
    ['DROP TABLE {old.glance}.image_members'],
    ['The mapping glance.images does not fit the source: ', 'image_members'],
  ],
  [
    'a table of operations under way that the source lacks',
    ['SET foreign_key_checks = 0', 'DROP TABLE {old.nova}.migrations'],
    ['Whether there is any migration under way cannot be told: '],
  ],
];

test.each([
  ['rows', REFUSED],
  ['tables', MISSING],
])(
  '%s that cannot come across are refused, all at once and by name, and nothing is written',
  async (_what, refused) => {
    scratch = await openScratch('bad');
    const { database, cloud, deps } = scratch;
    await database.session(async (on) => {
      for (const [, spoil] of refused) for (const sql of spoil) await on.run(filled(sql));
    });
    const before = await takeDump(database, cloud.schemas);

    const { blockers } = await plan();
    const messages = blockers.map(({ message }) => message);
    const untold = refused.filter(
      ([, , parts]) => !messages.some((text) => parts.every((part) => text.includes(part))),
    );
    if (untold.length > 0)
      throw new Error(`untold: ${untold.map(([what]) => what).join('; ')}; told:\n${messages.join('\n')}`);

    const look = createReadDatabaseBlockers(deps);
    const preflight = await look({ run: scratch.run, step: 'preflight/databases/look', phase: 'preflight' });
    expect(preflight.blockers).toEqual(blockers);
    expect(await takeDump(database, cloud.schemas)).toEqual(before);
  },
);
