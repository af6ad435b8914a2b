import { questionsOf } from '../../alignment/findings/questions';
import type { FindingInput } from '../../alignment/findings/input';
import { scan } from '../../alignment/findings/scan';
import { findUnplacedColumns, project } from '../../alignment/projection';
import type { Check, Column, ForeignKey, Key } from '../../model/tables/columns';
import type { TableMapping } from '../../model/mapping';
import { column, ID, mapping, PLACES } from './support';

interface Sides {
  readonly keys?: readonly Key[];
  readonly sourceKeys?: readonly Key[];
  readonly foreign?: readonly ForeignKey[];
  readonly checks?: readonly Check[];
  readonly sourceChecks?: readonly Check[];
  readonly others?: FindingInput['others'];
  readonly targetPacket?: number;
}

function input(
  source: readonly Column[],
  target: readonly Column[],
  fields: Partial<TableMapping>,
  sides: Sides,
): FindingInput {
  const made = mapping({ dropped: [], ...fields });
  const {
    keys = [],
    sourceKeys = [],
    foreign = [],
    checks = [],
    sourceChecks = [],
    others = [],
    targetPacket = null,
  } = sides;
  return {
    projection: project(made, source, target, PLACES),
    places: PLACES,
    source: { columns: source, keys: { unique: sourceKeys, foreign: [] }, checks: sourceChecks },
    target: { columns: target, keys: { unique: keys, foreign }, checks },
    unplaced: findUnplacedColumns(made, source, target),
    targetPacket,
    others,
  };
}

/** What is asked, and with "!" in front what is known already. */
function messages(
  source: readonly Column[],
  target: readonly Column[],
  fields: Partial<TableMapping> = {},
  sides: Sides = {},
): string[] {
  const { known, rows, sets } = questionsOf(input(source, target, fields, sides));
  return [...known.map(({ message }) => `! ${message}`), ...[...rows, ...sets].map(({ message }) => message)];
}

const INT = { dataType: 'int', maxLength: null, collation: null };

test('tables that are the same raise no question', () => {
  expect(messages([ID, column('name')], [ID, column('name')])).toEqual([]);
});

test('a value that must be there and that nothing gives is known without a question', () => {
  expect(messages([ID], [ID, column('uuid', { nullable: false })])).toEqual([
    '! things → nova.things, column uuid: it must have a value, and nothing gives one',
  ]);
  expect(messages([ID], [ID, column('kind', { nullable: false, hasDefault: true })])).toEqual([]);
});

test.each([
  ['NULLs', [ID, column('name')], [ID, column('name', { nullable: false })], {}, 'NULL where the new release wants'],
  ['values without a place', [ID, column('extra')], [ID], {}, 'has no place for them'],
  ['texts that are too long', [ID, column('name')], [ID, column('name', { maxLength: 64 })], {}, 'longer than the 64'],
  [
    'hosts without a partner',
    [ID, column('host')],
    [ID, column('host')],
    { columns: { host: { replaced: 'host', by: 'volumeHosts' } } },
    'has no partner',
  ],
  [
    'numbers that do not fit',
    [ID, column('size', { ...INT, type: 'bigint(20)', dataType: 'bigint' })],
    [ID, column('size', { ...INT, type: 'int(10) unsigned' })],
    {},
    'fits into int(10) unsigned',
  ],
  [
    'texts that are no numbers',
    [ID, column('size')],
    [ID, column('size', { ...INT, type: 'int(11)' })],
    {},
    'not a number',
  ],
  [
    'values that are no choice',
    [ID, column('kind')],
    [ID, column('kind', { type: "enum('a','b')", dataType: 'enum', maxLength: null })],
    {},
    "none of the values ('a','b')",
  ],
  [
    'characters that the target does not have',
    [ID, column('name', { collation: 'utf8mb4_general_ci' })],
    [ID, column('name')],
    {},
    'character set utf8 does not have',
  ],
  [
    'dates that are none',
    [ID, column('at', { ...INT, type: 'datetime', dataType: 'datetime' })],
    [ID, column('at', { ...INT, type: 'datetime', dataType: 'datetime' })],
    {},
    'a date like 0000-00-00',
  ],
  ['rows that the mapping refuses', [ID], [ID], { refused: [{ when: 's.x = 1', because: 'not yet' }] }, 'not yet'],
] as const)('%s are asked for', (_what, source, target, fields, message) => {
  const found = messages([...source], [...target], fields);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test.each([
  ['of numbers that fit', 'int(11)', 'int', 'bigint(20)', 'bigint'],
  ['of a switch', 'tinyint(1)', 'tinyint', 'int(11)', 'int'],
])('nothing is asked %s', (_what, type, dataType, wider, widerType) => {
  const from = column('n', { ...INT, type, dataType });
  expect(messages([ID, from], [ID, { ...from, type: wider, dataType: widerType }])).toEqual([]);
});

/** What is asked of rows as one column becomes another. */
function asked(source: Partial<Column>, target: Partial<Column>): string[] {
  const { rows } = questionsOf(input([ID, column('data', source)], [ID, column('data', target)], {}, {}));
  return rows.map(({ when }) => when);
}

test("a text whose limit is in bytes is as long as it becomes in the target's character set", () => {
  const latin1 = { type: 'text', dataType: 'text', maxLength: 65_535, collation: 'latin1_swedish_ci' };
  const utf8 = { ...latin1, collation: 'utf8_general_ci' };
  const wider = { ...utf8, type: 'mediumtext', dataType: 'mediumtext', maxLength: 16_777_215 };
  expect(asked(latin1, utf8)).toEqual(['OCTET_LENGTH(CONVERT(s.`data` USING utf8)) > 65535']);
  expect(asked(wider, utf8)).toEqual(['OCTET_LENGTH(s.`data`) > 65535']);
  expect(asked(latin1, latin1)).toEqual([]);
  expect(asked(latin1, wider)).toEqual([]);
  expect(asked(utf8, { ...utf8, collation: 'utf8mb4_general_ci' })).toEqual([]);
});

describe("characters that the target's column does not have", () => {
  const emoji = column('name', { collation: 'utf8mb4_general_ci' });
  const question = "things → nova.things, column name: characters that the target's character set utf8 does not have";

  test('are asked for in whatever an expression can give', () => {
    const columns = { name: { sql: "CASE WHEN s.x THEN s.name ELSE 'x' END" } };
    const { rows } = questionsOf(input([ID, emoji], [ID, column('name')], { columns }, {}));
    const asked = rows.filter(({ message }) => message === question).map(({ when }) => when);
    const sql = "(CASE WHEN s.x THEN s.name ELSE 'x' END)";
    expect(asked).toEqual([
      `HEX(CONVERT(${sql} USING utf8mb4)) <> HEX(CONVERT(CONVERT(${sql} USING utf8) USING utf8mb4))`,
    ]);
    expect(messages([ID, emoji], [ID, emoji], { columns })).not.toContain(question);
  });

  test('are asked for in what is replaced, but not where both sides write it alike, nor in constants', () => {
    const replaced = { columns: { name: { replaced: 'name', by: 'projects' } } } as const;
    expect(messages([ID, emoji], [ID, column('name')], replaced)).toContain(question);
    expect(messages([ID, column('name')], [ID, column('name')], replaced)).not.toContain(question);
    const constant = { columns: { name: { setting: 'availabilityZone' } } } as const;
    expect(messages([ID, emoji], [ID, column('name')], constant)).toEqual([]);
  });
});

describe('unique keys', () => {
  const key = { name: 'u', columns: ['name'] };
  const bin = column('name', { collation: 'utf8_bin' });

  test('are asked for under the collation of the target, also where the source has the key', () => {
    expect(messages([ID, bin], [ID, column('name')], {}, { keys: [key], sourceKeys: [key] })).toEqual([
      'things → nova.things, unique key u (name): the same values, as the target compares them',
    ]);
  });

  test('need no question where the source keeps the same apart, by what all rows have in common', () => {
    const columns = [ID, column('name'), column('deleted', { ...INT, type: 'int(11)' })];
    const without = [ID, column('name')];
    const living = { name: 'u', columns: ['name', 'deleted'] };
    const dropped = { dropped: ['deleted'] };
    expect(messages(columns, without, dropped, { keys: [key], sourceKeys: [living] })).toEqual([]);
    expect(
      messages(columns, without, { ...dropped, where: 'TRUE' }, { keys: [key], sourceKeys: [living] }),
    ).toHaveLength(1);
  });
});

describe('foreign keys', () => {
  const PARENT = column('parent_id', { ...INT, type: 'int(11)' });
  const restrict = { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' };
  const foreign: ForeignKey[] = [
    { name: 'f', columns: ['parent_id'], schema: 'nova', table: 'parents', referenced: ['id'], ...restrict },
  ];
  const table = { database: 'nova', table: 'parents' } as const;
  const parents = project(mapping({ name: 'nova.parents', from: table, to: table }), [ID], [ID], PLACES);

  test('are asked for: what a row refers to must be copied, too', () => {
    const { sets } = questionsOf(input([ID, PARENT], [ID, PARENT], {}, { foreign, others: [parents] }));
    expect(sets.map(({ message }) => message)).toEqual([
      'things → nova.things, column parent_id: it refers to a row of parents that is not copied',
    ]);
    expect(sets[0]?.sql.replaceAll(/\s+/g, ' ')).toContain(
      'AND NOT EXISTS (SELECT 1 FROM `old_nova`.`parents` s WHERE (s.deleted = 0) AND s.`id` = c.c0)',
    );
  });

  test('need no question where the mapping wants the parent itself', () => {
    const where = 's.deleted = 0 AND EXISTS (SELECT 1 FROM {source.nova}.parents p WHERE p.id = s.parent_id)';
    expect(messages([ID, PARENT], [ID, PARENT], { where }, { foreign, others: [parents] })).toEqual([]);
  });
});

test('conditions of the target are asked for, unless the source has them, too', () => {
  const columns = [ID, column('locked', { ...INT, type: 'tinyint(1)', dataType: 'tinyint' })];
  const checks = [{ clause: '`locked` in (0,1)' }];
  const { rows } = questionsOf(input(columns, columns, {}, { checks }));
  expect(rows.map(({ when }) => when)).toEqual(['NOT (s.`locked` in (0,1))']);
  expect(messages(columns, columns, {}, { checks, sourceChecks: checks })).toEqual([]);
});

test('texts are asked for that the other server would not take in one statement', () => {
  const text = column('data', { type: 'mediumtext', dataType: 'mediumtext', maxLength: 16_777_215 });
  expect(messages([ID, text], [ID, text])).toEqual([]);
  expect(messages([ID, text], [ID, text], {}, { targetPacket: 4_194_304 })).toEqual([
    "things → nova.things, column data: more than the target's server may take in one statement (max_allowed_packet is 4194304)",
  ]);
});

test('all questions about rows are one scan', () => {
  const source = [ID, column('name'), column('extra')];
  const made = input(source, [ID, column('name', { nullable: false, maxLength: 9 })], {}, {});
  const sql = scan(made.projection, PLACES, questionsOf(made).rows);
  expect(sql.match(/ FROM /g)).toHaveLength(1);
  expect(sql.match(/ AS [ne]\d/g)).toHaveLength(6);
});

test('what is meant to be left behind is no finding', () => {
  expect(messages([ID, column('extra')], [ID], { dropped: ['extra'] })).toEqual([]);
  expect(messages([ID, column('extra')], [ID], { dropped: 'rest' })).toEqual([]);
});
