import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  dictionary,
  integer,
  option,
  record,
  string,
  subarray,
  uniqueArray,
} from 'fast-check';
import { mappingsOf } from '../../../alignment/mappings';
import type { Places } from '../../../alignment/places';
import { project } from '../../../alignment/projection';
import { selectRange } from '../../../alignment/statements';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Cell, Database } from '../../../connectors/mysql/database';
import { schemaStatements } from '../../../lab/generator/fill';
import { DEFAULT_ALIGNMENT, type AlignmentChoices } from '../../../model/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { definitionOf } from '../../support/definition';
import { openLabDatabase } from '../../support/lab-database';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { PLACES } from '../../alignment/support';

jest.setTimeout(120_000);
const HEX = '0123456789abcdef'.split('');
const RUNS = { numRuns: 60 };
const OLD = `test_random_${process.pid}`;
const TABLES = ['instances', 'aggregates', 'aggregate_hosts', 'aggregate_metadata', 'instance_metadata'];

let database: Database;
beforeAll(async () => {
  database = await openLabDatabase();
  await database.run(`CREATE DATABASE ${OLD} CHARACTER SET utf8`);
  await database.transaction(async (on) => {
    await on.run('SET SESSION foreign_key_checks = 0');
    await on.run(`USE ${OLD}`);
    for (const statement of await schemaStatements('nova'))
      if (TABLES.includes(/^CREATE TABLE `(\w+)`/.exec(statement)?.[1] ?? '')) await on.run(statement);
    await on.run('SET SESSION foreign_key_checks = 1');
  });
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${OLD}`);
  await database.close();
});

type Rows = readonly Readonly<Record<string, Cell>>[];

/** What a mapping makes of these rows, on the real server and under Stein's real columns. */
async function mapped(
  name: string,
  rows: Readonly<Record<string, Rows>>,
  choices: Partial<AlignmentChoices>,
  replacements: Partial<Places['replacements']> = {},
): Promise<Rows> {
  for (const table of TABLES.toReversed()) await database.run(`DELETE FROM ${OLD}.${table}`);
  for (const table of TABLES)
    for (const row of rows[table] ?? []) {
      const columns = Object.keys(row);
      const names = columns.map((column) => `\`${column}\``).join(', ');
      const marks = columns.map(() => '?').join(', ');
      await database.run(`INSERT INTO ${OLD}.${table} (${names}) VALUES (${marks})`, Object.values(row));
    }
  const definition = definitionOf('blue', { alignment: { ...DEFAULT_ALIGNMENT, ...choices } });
  const mapping = mappingsOf(LIBERTY_TO_STEIN, definition).find((one) => one.name === name);
  if (mapping === undefined) throw new Error(`no mapping ${name}`);
  const places: Places = {
    ...PLACES,
    source: { ...PLACES.source, nova: OLD },
    settings: {
      ...PLACES.settings,
      fallbackZone: definition.alignment.zones.fallback,
      poolFrom: 'pool',
      poolTo: 'new:pool',
    },
    replacements: { ...PLACES.replacements, ...replacements },
  };
  const target = LAB_DEFINITION.target.databases[mapping.to.database];
  const source = (await readColumns(database, OLD, mapping.from.table)).get(mapping.from.table) ?? [];
  const wanted = (await readColumns(database, target, mapping.to.table)).get(mapping.to.table) ?? [];
  return database.rows(`${selectRange(project(mapping, source, wanted, places), places, null)} ORDER BY 1`);
}

const word = string({
  unit: constantFrom('a', 'z', 'Ä', "'", '"', '`', '\\', '%', '_', ' ', '1'),
  minLength: 1,
  maxLength: 6,
});

/** Names are unique among aggregates that live. */
function living(all: readonly { name: string; deleted: boolean }[]): boolean {
  const names = all.filter((one) => !one.deleted).map(({ name }) => name);
  return new Set(names).size === names.length;
}

test('aggregates that become one have every host once, and nothing else moves', async () => {
  const aggregate = record({
    name: constantFrom('a', 'b', 'c', 'd'),
    hosts: subarray(['h1', 'h2', 'h3']),
    deleted: boolean(),
  });
  await assert(
    asyncProperty(array(aggregate, { maxLength: 5 }).filter(living), subarray(['a', 'b', 'c']), async (all, from) => {
      const aggregates = all.map(({ name, deleted }, i) => ({ id: i + 1, name, deleted: deleted ? i + 1 : 0 }));
      const hosts = all.flatMap((one, i) => one.hosts.map((host) => ({ host, aggregate_id: i + 1, deleted: 0 })));
      const merge = [{ into: 'd', from }];
      const there = aggregates.find(({ name, deleted }) => name === 'd' && deleted === 0);
      const becomes = (name: string, id: number): number => (from.includes(name) ? (there?.id ?? id) : id);
      const expected = all.flatMap(({ name, deleted, hosts: own }, i) =>
        deleted ? [] : own.map((host) => `${host} in ${becomes(name, i + 1)}`),
      );
      const rows = await mapped(
        'nova_api.aggregate_hosts',
        { aggregates, aggregate_hosts: hosts.map((row, i) => ({ id: i + 1, ...row })) },
        { aggregates: { merge } },
        { aggregates: Object.fromEntries(from.map((name) => [name, 'd'])) },
      );
      const found = rows.map((row) => `${row['host'] as string} in ${row['aggregate_id'] as number}`);
      expect(found.sort()).toEqual([...new Set(expected)].sort());
    }),
    RUNS,
  );
});

test('an instance has its own zone, else its host’s, else the one of the definition; none where it runs nowhere', async () => {
  const instance = record({ zone: option(constantFrom('z1', 'z2', '')), host: option(constantFrom('h1', 'h2')) });
  await assert(
    asyncProperty(array(instance, { maxLength: 6 }), word, option(word), async (all, fallback, ofHost) => {
      const rows = await mapped(
        'nova.instances',
        {
          instances: all.map(({ zone, host }, i) => ({
            ...{ id: i + 1, uuid: `u${i}`, host, availability_zone: zone, deleted: 0 },
          })),
          aggregates: [{ id: 1, name: 'a', deleted: 0 }],
          aggregate_hosts: [{ id: 1, host: 'h1', aggregate_id: 1, deleted: 0 }],
          aggregate_metadata:
            ofHost === null ? [] : [{ id: 1, aggregate_id: 1, key: 'availability_zone', value: ofHost, deleted: 0 }],
        },
        { zones: { fallback, pin: false } },
      );
      const zones = new Map(rows.map((row) => [row['uuid'], row['availability_zone']]));
      all.forEach(({ zone, host }, i) => {
        const own = zone === '' || zone === null ? undefined : zone;
        const expected = host === null ? zone : (own ?? (host === 'h1' ? ofHost : null) ?? fallback);
        expect(zones.get(`u${i}`)).toBe(expected);
      });
    }),
    RUNS,
  );
});

test('ids are replaced where they have a partner, whatever stands beside them; texts come across as they are', async () => {
  const id = string({ unit: constantFrom(...HEX), minLength: 4, maxLength: 8 });
  const instance = record({ project: id, user: option(id), name: word, size: integer({ min: 0, max: 1 << 30 }) });
  await assert(
    asyncProperty(
      array(instance, { maxLength: 6 }),
      dictionary(id, id, { maxKeys: 60, size: 'max' }),
      async (all, more) => {
        const projects = { ...more, ...(all[0] && { [all[0].project]: "n'ew" }) };
        const rows = await mapped(
          'nova.instances',
          {
            instances: all.map(({ project: project_id, user: user_id, name: display_name, size: memory_mb }, i) => ({
              ...{ id: i + 1, uuid: `u${i}`, project_id, user_id, display_name, memory_mb, deleted: 0 },
            })),
          },
          { identity: { projects, users: {} } },
          { projects, users: {} },
        );
        const found = rows.map(({ project_id, user_id, display_name, memory_mb }) => [
          ...[project_id, user_id, display_name, memory_mb],
        ]);
        const expected = all.map(({ project: one, user, name, size }) => [projects[one] ?? one, user, name, size]);
        expect(found.map((row) => JSON.stringify(row)).sort()).toEqual(
          expected.map((row) => JSON.stringify(row)).sort(),
        );
      },
    ),
    RUNS,
  );
});

test('made UUIDs are UUIDs, and no two are the same', async () => {
  await assert(
    asyncProperty(uniqueArray(integer({ min: 1, max: 1 << 30 }), { minLength: 1, maxLength: 8 }), async (ids) => {
      const aggregates = ids.map((id) => ({ id, name: `a${id}`, deleted: 0 }));
      const rows = await mapped('nova_api.aggregates', { aggregates }, {});
      const uuids = rows.map(({ uuid }) => uuid as string);
      for (const uuid of uuids)
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(new Set(uuids).size).toBe(ids.length);
      expect((await mapped('nova_api.aggregates', { aggregates }, {})).map(({ uuid }) => uuid)).toEqual(uuids);
    }),
    RUNS,
  );
});
