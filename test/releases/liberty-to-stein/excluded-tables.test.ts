import { isExcluded } from '../../../alignment/unread';
import { schemaStatements } from '../../../lab/generator/fill';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';

const MAPPINGS = Object.values(LIBERTY_TO_STEIN.tables).flat();

async function tablesOf(database: 'nova' | 'glance' | 'cinder'): Promise<string[]> {
  const names = (await schemaStatements(database)).map((sql) => /^CREATE TABLE `(\w+)`/.exec(sql)?.[1]);
  return names.filter((name) => name !== undefined);
}

function isRead(database: string, table: string): boolean {
  return MAPPINGS.some(({ from }) => from.database === database && from.table === table);
}

test.each([
  ['nova', ['tags']],
  [
    'glance',
    ['metadef_namespace_resource_types', 'metadef_namespaces', 'metadef_objects', 'metadef_properties', 'metadef_tags'],
  ],
  ['cinder', ['driver_initiator_data']],
] as const)(
  'every table of %s is copied or stays behind for a reason, but those that operators are asked about',
  async (database, asked) => {
    const tables = await tablesOf(database);
    const others = tables.filter((table) => !isRead(database, table) && !isExcluded(LIBERTY_TO_STEIN, database, table));
    expect(others.sort()).toEqual(asked);
    expect(tables.filter((table) => isRead(database, table) && isExcluded(LIBERTY_TO_STEIN, database, table))).toEqual(
      [],
    );
  },
);

test('the list names no table that there is not', async () => {
  for (const { database, tables } of LIBERTY_TO_STEIN.excludedTables) {
    const known = (await tablesOf(database)).join(' ');
    // The schemas here are without the archives.
    for (const name of tables.filter((one) => one !== 'shadow_*'))
      expect(known).toMatch(new RegExp(`\\b${name.replace('*', '')}`));
  }
});
