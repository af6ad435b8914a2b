import type { DatabasePlan, TablePlan } from '../../alignment/table-plan';
import { printDatabases } from '../../cli/print/print-databases';

const FLAVORS: TablePlan = {
  name: 'nova_api.flavors',
  source: 'old_nova.instance_types',
  target: 'nova_api.flavors',
  rows: { source: 9, across: 5, added: 3 },
  left: [
    { because: 'deleted', rows: 1, example: null },
    { because: 'orphaned', rows: 2, example: '17' },
    { because: 'not wanted', rows: 1, example: '4' },
  ],
  columns: [
    { column: 'flavor_id', how: 'renamed', from: 'instance_type_id' },
    { column: 'public_key', how: 'converted', from: 'mediumtext → text' },
    { column: 'hidden', how: 'constant', from: '0' },
    { column: 'zone', how: 'setting', from: "availabilityZone: 'nova'" },
    { column: 'visibility', how: 'expression', from: `(CASE ${'x'.repeat(200)} END)` },
    { column: 'uuid', how: 'uuid', from: 'id' },
    { column: 'host', how: 'replaced', from: 'host, by volumeHosts' },
    { column: 'cell_id', how: 'looked up', from: 'cell' },
    { column: 'spec', how: 'built', from: 'uuid, flavor' },
    { column: 'description', how: 'default', from: '' },
    { column: 'tag', how: 'default', from: '' },
    { column: 'deleted', how: 'dropped', from: '' },
    { column: 'our_own', how: 'no place', from: '' },
  ],
  sql: 'INSERT INTO `a`.`b` (`id`) SELECT s.`id` AS `id` FROM `old_nova`.`instance_types` s\n    WHERE (s.deleted = 0)',
  findings: [],
};

const PLAN: DatabasePlan = {
  phases: [{ phase: 'compute', tables: [FLAVORS] }],
  fixUps: [{ name: 'aggregateUuids', why: 'The column may be NULL.' }],
  switchedOff: [
    { name: 'keyPairs', why: 'No keys.', unasserted: ['every instance has a list of key pairs'] },
    { name: 'zones', why: 'No zone.', unasserted: [] },
  ],
  notices: [
    { name: 'evacuations', message: 'evacuations stay behind', rows: 2, example: 'of 7', listed: [] },
    { name: 'stale', message: 'stale ones stay behind', rows: 3, example: 'of 8', listed: ['of 8', 'of 9'] },
    { name: 'other', message: 'The source cannot say.', rows: null, example: null, listed: [] },
  ],
  blockers: [],
};

const printed = printDatabases(PLAN, { sql: false });

test('every table says how many rows are copied, and names those that stay behind', () => {
  expect(printed).toContain(`databases: compute
  old_nova.instance_types → nova_api.flavors
    5 of 9 rows copied; 3 rows added; left out: 1 deleted, 2 of rows that are gone (for example 17), 1 that the mapping does not take (for example 4)
`);
  const uncounted = { ...FLAVORS, rows: null, left: [] };
  expect(printDatabases({ ...PLAN, phases: [{ phase: 'compute', tables: [uncounted] }] }, { sql: false })).toContain(
    'could not be counted',
  );
});

test('every column that is not simply copied says where its value comes from', () => {
  expect(printed).toContain(`
    flavor_id   renamed from instance_type_id
    public_key  converted: mediumtext → text
    hidden      constant 0
    zone        as the definition says: availabilityZone: 'nova'
    visibility  expression (CASE xxx`);
  expect(printed).toContain(`
    uuid        a UUID made of id
    host        replaced: host, by volumeHosts
    cell_id     looked up: cell
    spec        built from uuid, flavor
    at their default: description, tag
    dropped: deleted
    without a place: our_own
`);
  expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThan(200);
});

test('the statements are printed when they are asked for', () => {
  expect(printed).not.toContain('INSERT');
  expect(printDatabases(PLAN, { sql: true })).toContain(`
    INSERT INTO \`a\`.\`b\` (\`id\`)
    SELECT s.\`id\` AS \`id\`
    FROM \`old_nova\`.\`instance_types\` s
    WHERE (s.deleted = 0)
`);
});

test('fix-ups, notices and what stands in the way come last', () => {
  expect(printed).toMatch(/\n\nNothing in the databases stands in the way\.$/);
  const blocked = printDatabases(
    { ...PLAN, blockers: [{ type: 'RowsUnmapped', message: 'a → b, column c: NULL: 1 row, for example id 5.' }] },
    { sql: false },
  );
  expect(blocked).toMatch(`
fix-ups that are on
  aggregateUuids: The column may be NULL.

fix-ups that are switched off
  keyPairs: No keys. Not asserted after the copy: every instance has a list of key pairs.
  zones: No zone.

to be known
  evacuations stay behind: 2, for example of 7
  stale ones stay behind: 3
    of 8
    of 9
    and 1 more
  The source cannot say.

blocked by 1 finding
  RowsUnmapped: a → b, column c: NULL: 1 row, for example id 5.`);
});
