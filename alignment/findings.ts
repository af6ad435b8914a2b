import type { Column, Key } from '../model/columns';
import { identifier } from '../model/quote';
import { fillIn, type Places } from './places';
import type { Projection } from './projection';
import { sourceTable } from './statements';

/** A question to the source: `n` rows stand in the way, `example` is one; without SQL the answer is known already. */
export interface FindingQuery {
  readonly sql: string | null;
  /** What is wrong with these rows, and where. */
  readonly message: string;
}

export interface FindingInput {
  readonly projection: Projection;
  readonly places: Places;
  readonly source: readonly Column[];
  readonly target: readonly Column[];
  readonly keys: readonly Key[];
  readonly leftBehind: readonly Column[];
}

/** Everything that may keep rows from coming across as they are. */
export function findingQueries(input: FindingInput): FindingQuery[] {
  return [
    ...withoutSource(input),
    ...nulls(input),
    ...withoutPlace(input),
    ...tooLong(input),
    ...collisions(input),
    ...withoutReplacement(input),
    ...refused(input),
  ];
}

function rows({ projection, places }: FindingInput, condition: string): string {
  return `SELECT COUNT(*) AS n, MIN(s.${identifier(projection.key)}) AS example
    FROM ${sourceTable(projection, places)} s WHERE (${projection.where}) AND (${condition})`;
}

function named({ projection: { mapping } }: FindingInput, column: string): string {
  return `${mapping.from.table} → ${mapping.name}, column ${column}`;
}

function withoutSource(input: FindingInput): FindingQuery[] {
  const given = new Set([...input.projection.columns.map(({ name }) => name), ...input.projection.built]);
  return input.target
    .filter(
      ({ name, nullable, hasDefault, autoIncrement }) => !nullable && !hasDefault && !autoIncrement && !given.has(name),
    )
    .map(({ name }) => ({ sql: null, message: `${named(input, name)}: it must have a value, and nothing gives one.` }));
}

function nulls(input: FindingInput): FindingQuery[] {
  const sources = new Map(input.source.map((column) => [column.name, column]));
  return input.projection.columns.flatMap(({ name, sql }) => {
    const target = input.target.find((column) => column.name === name);
    if (target?.nullable !== false) return [];
    // A column that cannot be NULL in the source either needs no question.
    if (sql === `s.${identifier(name)}` && sources.get(name)?.nullable === false) return [];
    return [
      {
        sql: rows(input, `${sql} IS NULL`),
        message: `${named(input, name)}: NULL where the new release wants a value`,
      },
    ];
  });
}

function withoutPlace(input: FindingInput): FindingQuery[] {
  return input.leftBehind.map(({ name }) => ({
    sql: rows(input, `s.${identifier(name)} IS NOT NULL`),
    message: `${named(input, name)}: it holds values, and the new release has no place for them`,
  }));
}

const BYTES = new Set(['tinytext', 'text', 'mediumtext', 'longtext', 'tinyblob', 'blob', 'mediumblob', 'longblob']);

function tooLong(input: FindingInput): FindingQuery[] {
  const sources = new Map(input.source.map((column) => [column.name, column]));
  return input.projection.columns.flatMap(({ name, sql }) => {
    const target = input.target.find((column) => column.name === name);
    if (target === undefined || target.maxLength === null) return [];
    const source = sql === `s.${identifier(name)}` ? sources.get(name) : undefined;
    if (source?.maxLength != null && source.maxLength <= target.maxLength && source.dataType === target.dataType)
      return [];
    // Values that are not the source's own come from the mapping: short, and checked when they are written.
    if (source === undefined) return [];
    const length = BYTES.has(target.dataType) ? 'OCTET_LENGTH' : 'CHAR_LENGTH';
    const sqlLonger = rows(input, `${length}(${sql}) > ${target.maxLength}`);
    return [{ sql: sqlLonger, message: `${named(input, name)}: longer than the ${target.maxLength} that fit` }];
  });
}

/** Unique keys that the target's collation, or the loss of `deleted`, makes equal. */
function collisions(input: FindingInput): FindingQuery[] {
  const { projection, places, keys, target } = input;
  const expressions = new Map(projection.columns.map(({ name, sql }) => [name, sql]));
  return keys
    .filter(({ columns }) => columns.every((column) => expressions.has(column)))
    .filter(({ columns }) => !(columns.length === 1 && columns[0] === projection.key))
    .map(({ name, columns }) => {
      const parts = columns.map((column) => {
        const collation = target.find((candidate) => candidate.name === column)?.collation ?? null;
        const sql = expressions.get(column) ?? 'NULL';
        return collation === null ? sql : `CONVERT(${sql} USING ${charsetOf(collation)}) COLLATE ${collation}`;
      });
      const aliases = parts.map((_, i) => `c${i}`);
      const present = parts.map((part) => `${part} IS NOT NULL`).join(' AND ');
      const sql = `SELECT COUNT(*) AS n, MIN(example) AS example FROM (
        SELECT ${parts.map((part, i) => `${part} AS c${i}`).join(', ')}, MIN(s.${identifier(projection.key)}) AS example
        FROM ${sourceTable(projection, places)} s WHERE (${projection.where}) AND ${present}
        GROUP BY ${aliases.join(', ')} HAVING COUNT(*) > 1) d`;
      const message = `${projection.mapping.name}, unique key ${name} (${columns.join(', ')}): rows that are the same to it`;
      return { sql, message };
    });
}

/** A collation's name begins with its character set's. */
function charsetOf(collation: string): string {
  return collation === 'binary' ? 'binary' : (collation.split('_')[0] ?? collation);
}

function withoutReplacement(input: FindingInput): FindingQuery[] {
  return input.projection.columns.flatMap(({ name, value, sql: expressionOf }) => {
    if ('replaced' in value) {
      const known = Object.keys(input.places.replacements[value.by]).map((key) => `'${key.replaceAll("'", "''")}'`);
      const column = `s.${identifier(value.replaced)}`;
      const condition = known.length === 0 ? `${column} IS NOT NULL` : `${column} NOT IN (${known.join(', ')})`;
      return [
        {
          sql: rows(input, condition),
          message: `${named(input, name)}: the definition (${value.by}) has no partner for the value`,
        },
      ];
    }
    if ('lookedUp' in value) {
      const by =
        value.by === null || !('replaced' in value.by) ? 'TRUE' : `s.${identifier(value.by.replaced)} IS NOT NULL`;
      const message = `${named(input, name)}: the target's database has no such ${value.lookedUp}`;
      return [{ sql: rows(input, `${by} AND ${expressionOf} IS NULL`), message }];
    }
    return [];
  });
}

function refused(input: FindingInput): FindingQuery[] {
  return (input.projection.mapping.refused ?? []).map(({ when, because }) => ({
    sql: rows(input, fillIn(when, input.places)),
    message: `${input.projection.mapping.name}: ${because}`,
  }));
}
