import { mappingsLeftOut } from '../../../alignment/mappings';
import type { Places } from '../../../alignment/places';
import type { FoundNotice } from '../../../alignment/table-plan';
import { isExcluded } from '../../../alignment/unread';
import { readColumns } from '../../../connectors/mysql/columns';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Column } from '../../../model/tables/columns';
import type { SourceDatabase } from '../../../model/mapping';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { identifier, literal, tableName } from '../../../model/quote';
import type { Sides } from '../../toolbox/sides';
import { refusal } from '../sql/refusal';

/** Tables of the source whose living rows nothing copies: optional ones, and those that nobody has thought of. */
export async function readUnreadTables(
  pair: ReleasePair,
  definition: ClusterDefinition,
  places: Places,
  { source }: Sides,
): Promise<readonly FoundNotice[]> {
  const mappings = Object.values(pair.tables).flat();
  const read = new Set(mappings.map(({ from }) => `${from.database}.${from.table}`));
  const optional = new Map(
    mappingsLeftOut(pair, definition).map(({ from, optional: by }) => [`${from.database}.${from.table}`, by]),
  );
  const filled: string[] = [];
  const unasked: string[] = [];
  for (const database of new Set(mappings.map(({ from }) => from.database))) {
    const tables = [...(await readColumns(source, places.source[database]))].filter(([table]) => {
      const name = `${database}.${table}`;
      return optional.has(name) || !(read.has(name) || isExcluded(pair, database, table));
    });
    try {
      filled.push(...(await withRows(tables, database, places, source)));
    } catch (error) {
      unasked.push(`${database}: ${refusal(error)}`);
    }
  }
  return [
    ...notice(
      'tablesLeftOut',
      'tables with rows that alignment.tables does not ask for',
      filled.flatMap((name) => (optional.has(name) ? [`${name} (${optional.get(name)})`] : [])),
    ),
    ...notice(
      'tablesUnknown',
      'tables with rows that StackLeap does not know; they stay behind',
      filled.filter((name) => !optional.has(name)),
    ),
    ...notice('tablesUnasked', 'databases do not say which of their tables have rows', unasked),
  ];
}

async function withRows(
  tables: readonly (readonly [string, readonly Column[]])[],
  database: SourceDatabase,
  places: Places,
  source: Sides['source'],
): Promise<readonly string[]> {
  if (tables.length === 0) return [];
  const questions = tables.map(([table, columns]) => {
    const softly = columns.some(({ name, dataType }) => name === 'deleted' && dataType.endsWith('int'));
    const living = softly ? `WHERE ${identifier('deleted')} = 0` : '';
    const from = tableName(places.source[database], table);
    return `(SELECT ${literal(`${database}.${table}`)} AS name FROM ${from} ${living} LIMIT 1)`;
  });
  return (await source.rows(questions.join(' UNION ALL '))).map(({ name }) => String(name));
}

function notice(name: string, message: string, listed: readonly string[]): readonly FoundNotice[] {
  return listed.length === 0 ? [] : [{ name, message, rows: listed.length, example: null, listed }];
}
