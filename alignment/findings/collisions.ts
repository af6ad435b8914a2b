import { identifier } from '../../model/quote';
import { inCollation } from '../charset';
import { fixedColumns } from '../conditions';
import { sourceTable } from '../statements';
import { find, plainSource, type FindingInput, type ProjectedColumn, type SetQuestion } from './input';

/** Unique keys that the target's collation, or the loss of `deleted`, makes equal. */
export function collisions(input: FindingInput): SetQuestion[] {
  const { projection, places, target } = input;
  const projected = new Map(projection.columns.map((column) => [column.name, column]));
  return target.keys.unique.flatMap(({ name, columns }) => {
    const values = columns.flatMap((column) => projected.get(column) ?? []);
    // Without a value that is copied there is nothing to collide; what is unique already stays so.
    if (values.length < columns.length || isUniqueInSource(input, values)) return [];
    const parts = values.map((value) => inTarget(input, value));
    const present = parts.map((part) => `${part} IS NOT NULL`).join(' AND ');
    const sql = `SELECT COALESCE(SUM(m), 0) AS n, MIN(example) AS example FROM (
        SELECT ${parts.map((part, i) => `${part} AS c${i}`).join(', ')}, MIN(s.${identifier(projection.key)}) AS example,
          COUNT(*) AS m
        FROM ${sourceTable(projection, places)} s WHERE (${projection.where}) AND ${present}
        GROUP BY ${parts.map((_, i) => `c${i}`).join(', ')} HAVING COUNT(*) > 1) d`;
    const place = `${projection.mapping.from.table} → ${projection.mapping.name}`;
    const message = `${place}, unique key ${name} (${columns.join(', ')}): the same values, as the target compares them`;
    return [{ column: columns.join(', '), sql, message }];
  });
}

/** A value as the target's column compares it. */
function inTarget({ target }: FindingInput, { name, sql }: ProjectedColumn): string {
  return inCollation(sql, find(target.columns, name)?.collation ?? null);
}

/** Whether a unique key of the source keeps these values apart, also with what all rows that are copied have in common. */
function isUniqueInSource(input: FindingInput, values: readonly ProjectedColumn[]): boolean {
  const { projection, source } = input;
  const kept = new Set(fixedColumns(projection.where));
  for (const value of values) {
    const name = keptApart(input, value);
    if (name !== undefined) kept.add(name);
  }
  const keys = [...source.keys.unique.map(({ columns }) => columns), [projection.key]];
  return keys.some((columns) => columns.every((column) => kept.has(column)));
}

/** The source's column of which two values that differ stay two. */
function keptApart(input: FindingInput, column: ProjectedColumn): string | undefined {
  if ('uuidOf' in column.value) return column.value.uuidOf;
  const source = plainSource(input, column);
  return source?.collation === find(input.target.columns, column.name)?.collation ? source?.name : undefined;
}
