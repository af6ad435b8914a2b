import { schemaStatements } from '../../../lab/generator/fill';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';
import { FEATURES, OWN_TABLES, READ_TABLES } from '../../../releases/liberty-to-stein/neutron-features';

test("every table of Liberty's Neutron is read, Neutron's own, or reported when it has rows", async () => {
  const statements = await schemaStatements('neutron');
  const tables = statements.flatMap((statement) => /^CREATE TABLE `(\w+)`/.exec(statement)?.[1] ?? []);
  const known = new Set([
    ...READ_TABLES,
    ...OWN_TABLES,
    ...FEATURES.flatMap(({ rows }) => rows.map(({ table }) => table)),
  ]);
  expect(tables.length).toBeGreaterThan(60);
  expect(tables.filter((table) => !known.has(table))).toEqual([]);
});

test('what is said to be read is read', () => {
  const statements = Object.values(LIBERTY_NEUTRON).join('\n');
  expect(READ_TABLES.filter((table) => !statements.includes(`{db}.${table}`))).toEqual([]);
});
