import type { Column } from '../model/tables/columns';
import type { ColumnValue, TableMapping } from '../model/mapping';
import { projectAdded, type AddedProjection } from './added-rows';
import { expression } from './expression';
import { fillIn, type Places } from './places';

/** A mapping with the columns of both sides: all that statements are made from. */
export interface Projection {
  readonly mapping: TableMapping;
  readonly key: string;
  readonly keyIsNumber: boolean;
  /** Target columns that the server computes, in the target's order: where they come from, as SQL on `s`. */
  readonly columns: readonly { readonly name: string; readonly value: ColumnValue; readonly sql: string }[];
  /** Target columns that code builds, and the SQL of what it builds them from. */
  readonly built: readonly string[];
  readonly inputs: readonly { readonly name: string; readonly sql: string }[];
  /** The rows, in SQL on `s`. */
  readonly where: string;
  /** Target columns of texts so long that a server's functions may not return them whole (`max_allowed_packet`). */
  readonly long: readonly string[];
  /** Columns that are simply copied and whose bytes are the same on both sides: no texts, or texts in UTF-8. */
  readonly plain: readonly string[];
  /** Those of them that are NOT NULL on both sides. */
  readonly required: readonly string[];
  /** Rows that the source has not. */
  readonly added: AddedProjection | undefined;
}

/** Columns in common by name, and what the mapping says of the others. */
export function project(
  mapping: TableMapping,
  source: readonly Column[],
  target: readonly Column[],
  places: Places,
): Projection {
  const common = new Set(source.map(({ name }) => name));
  const built = mapping.built?.columns ?? [];
  const columns = target.flatMap(({ name }) => {
    const value =
      mapping.columns?.[name] ?? (common.has(name) ? (mapping.common?.[name] ?? { from: name }) : undefined);
    if (value === undefined || built.includes(name)) return [];
    return [{ name, value, sql: expression(value, mapping.to.table, places) }];
  });
  const inputs = Object.entries(mapping.built?.inputs ?? {}).map(([name, sql]) => ({
    name,
    sql: `(${fillIn(sql, places)})`,
  }));
  const long = target.filter(({ dataType }) => /^(medium|long)(text|blob)$/.test(dataType)).map(({ name }) => name);
  const plain = columns
    .filter(({ name, value }) => 'from' in value && isUtf8(source, value.from) && isUtf8(target, name))
    .map(({ name }) => name);
  const required = columns
    .filter(({ name, value }) => 'from' in value && isRequired(source, value.from) && isRequired(target, name))
    .map(({ name }) => name)
    .filter((name) => plain.includes(name));
  const key = mapping.key ?? 'id';
  const keyIsNumber = source.some(({ name, dataType }) => name === key && dataType.endsWith('int'));
  const names = columns.map(({ name }) => name);
  const added = projectAdded(mapping, key, names, places);
  return {
    mapping,
    key,
    keyIsNumber,
    columns,
    built,
    inputs,
    where: fillIn(mapping.where, places),
    long,
    plain,
    required,
    added,
  };
}

/** One collation only: a server refuses to put texts of several into one. */
function isUtf8(side: readonly Column[], name: string): boolean {
  const collation = side.find((column) => column.name === name)?.collation;
  return collation === null || (collation !== undefined && /^utf8(mb3)?_general_ci$/.test(collation));
}

function isRequired(side: readonly Column[], name: string): boolean {
  return side.find((column) => column.name === name)?.nullable === false;
}

/** The source columns that nothing carries across and that the mapping does not mean to leave behind. */
export function findUnplacedColumns(
  mapping: TableMapping,
  source: readonly Column[],
  target: readonly Column[],
): Column[] {
  if (mapping.dropped === 'rest') return [];
  const used = new Set<string>([...target.map(({ name }) => name), ...(mapping.dropped ?? [])]);
  for (const value of Object.values(mapping.columns ?? {})) {
    if ('from' in value) used.add(value.from);
    if ('replaced' in value) used.add(value.replaced);
  }
  return source.filter(({ name }) => !used.has(name));
}
