import type { LeftBecause } from '../../alignment/conditions';
import type { ColumnPlan, DatabasePlan, FoundNotice, SwitchedOff, TablePlan } from '../../alignment/table-plan';
import { pluralize } from '../../model/pluralize';

export interface PrintOptions {
  /** Whether to print the statements that copy. */
  readonly sql: boolean;
}

/** SQL that is longer is cut off here: `sql` prints it whole. */
const EXPRESSION_LENGTH = 140;

/** What the plan does to the databases as they are now, for people: tables, notices and what stands in the way. */
export function printDatabases(plan: DatabasePlan, options: PrintOptions): string {
  const { phases, fixUps, switchedOff, notices, blockers } = plan;
  const tables = phases.flatMap((one) => [
    '',
    `databases: ${one.phase}`,
    ...one.tables.flatMap((table) => tableLines(table, options)).map((line) => `  ${line}`),
  ]);
  return [
    ...tables,
    ...section(
      'fix-ups that are on',
      fixUps.map(({ name, why }) => `${name}: ${why}`),
    ),
    ...section('fix-ups that are switched off', switchedOff.map(switchedOffLine)),
    ...section('to be known', notices.flatMap(noticeLines)),
    ...section(
      `blocked by ${pluralize(blockers.length, 'finding')}`,
      blockers.map((one) => `${one.type}: ${one.message}`),
    ),
    ...(blockers.length > 0 ? [] : ['', 'Nothing in the databases stands in the way.']),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function switchedOffLine({ name, why, unasserted }: SwitchedOff): string {
  const untold = unasserted.length === 0 ? '' : ` Not asserted after the copy: ${unasserted.join('; ')}.`;
  return `${name}: ${why}${untold}`;
}

function noticeLines({ message, rows, example, listed }: FoundNotice): readonly string[] {
  if (rows === null) return [message];
  if (listed.length === 0) return [`${message}: ${rows}${example === null ? '' : `, for example ${example}`}`];
  const more = rows - listed.length;
  const lines = more > 0 ? [...listed, `and ${more} more`] : listed;
  return [`${message}: ${rows}`, ...lines.map((line) => `  ${line}`)];
}

function tableLines(table: TablePlan, options: PrintOptions): readonly string[] {
  const { source, target, columns, sql } = table;
  const statement = options.sql && sql !== null ? statementLines(sql) : [];
  const body = [...rowLines(table), ...columnLines(columns), ...statement];
  return [`${source} → ${target}`, ...body.map((line) => `  ${line}`)];
}

/** A statement as our own code makes it, its main parts on separate lines. */
function statementLines(sql: string): readonly string[] {
  const parts = sql.replace(') SELECT ', ')\nSELECT ').replace(/ FROM (`[^`]+`\.`[^`]+` s\n)/, '\nFROM $1');
  return parts.split('\n').map((line) => line.trim());
}

const WHY: Readonly<Record<LeftBecause, string>> = {
  deleted: 'deleted',
  orphaned: 'of rows that are gone',
  'not wanted': 'that the mapping does not take',
};

function rowLines({ rows, left }: TablePlan): readonly string[] {
  if (rows === null) return ['its rows could not be counted'];
  const behind = left.map(({ because, rows: n, example }) => {
    return `${n} ${WHY[because]}${example === null ? '' : ` (for example ${example})`}`;
  });
  const all = `${rows.across} of ${pluralize(rows.source, 'row')} copied`;
  const stays = behind.length === 0 ? [] : [`left out: ${behind.join(', ')}`];
  const added = rows.added === 0 ? [] : [`${pluralize(rows.added, 'row')} added`];
  return [[all, ...added, ...stays].join('; ')];
}

function columnLines(columns: readonly ColumnPlan[]): readonly string[] {
  const named = (...how: readonly ColumnPlan['how'][]): readonly ColumnPlan[] =>
    columns.filter((column) => how.includes(column.how));
  const single = columns.filter(({ how }) => how !== 'default' && how !== 'dropped' && how !== 'no place');
  const width = Math.max(0, ...single.map(({ column }) => column.length));
  return [
    ...single.map(({ column, how, from }) => `${column.padEnd(width)}  ${SAYS[how](shorten(from))}`),
    ...together('at their default', named('default')),
    ...together('dropped', named('dropped')),
    ...together('without a place', named('no place')),
  ];
}

function together(title: string, columns: readonly ColumnPlan[]): readonly string[] {
  return columns.length === 0 ? [] : [`${title}: ${columns.map(({ column }) => column).join(', ')}`];
}

function shorten(from: string): string {
  return from.length > EXPRESSION_LENGTH ? `${from.slice(0, EXPRESSION_LENGTH)}…` : from;
}

const SAYS: Readonly<Record<ColumnPlan['how'], (from: string) => string>> = {
  renamed: (from) => `renamed from ${from}`,
  converted: (from) => `converted: ${from}`,
  constant: (from) => `constant ${from}`,
  setting: (from) => `as the definition says: ${from}`,
  expression: (from) => `expression ${from}`,
  uuid: (from) => `a UUID made of ${from}`,
  replaced: (from) => `replaced: ${from}`,
  'looked up': (from) => `looked up: ${from}`,
  built: (from) => `built from ${from}`,
  default: () => 'at its default',
  dropped: () => 'dropped',
  'no place': () => 'without a place',
};
