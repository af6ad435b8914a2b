import type { ForeignKey } from '../../model/tables/columns';
import { identifier } from '../../model/quote';
import { conjuncts } from '../conditions';
import type { Projection } from '../projection';
import { sourceTable } from '../statements';
import { plainSource, type FindingInput, type ProjectedColumn, type SetQuestion } from './input';

/** Rows that refer to a row which is not copied, where the target has a foreign key: it would refuse them. */
export function brokenReferences(input: FindingInput): SetQuestion[] {
  const { projection, places, target, others } = input;
  return target.keys.foreign.flatMap((key) => {
    const values = key.columns.flatMap((name) => projection.columns.find((column) => column.name === name) ?? []);
    // What is not given is NULL and refers to nothing; what was looked up is there.
    if (values.length < key.columns.length || values.some(({ value }) => 'lookedUp' in value)) return [];
    const parents = others.filter(({ mapping: { to } }) => isTable(to, projection.mapping.to.database, key.table));
    if (parents.some((parent) => isAskedFor(input, values, parent))) return [];
    const present = values.map(({ sql }) => `${sql} IS NOT NULL`).join(' AND ');
    const absent = parents.map((parent) => `AND NOT EXISTS (${rowOf(input, parent, key)})`).join(' ');
    const sql = `SELECT COUNT(*) AS n, MIN(c.k) AS example FROM (
        SELECT s.${identifier(projection.key)} AS k, ${values.map(({ sql: one }, i) => `${one} AS c${i}`).join(', ')}
        FROM ${sourceTable(projection, places)} s WHERE (${projection.where}) AND ${present}) c
      WHERE TRUE ${absent}`;
    const columns = key.columns.join(', ');
    const message = `${projection.mapping.from.table} → ${projection.mapping.name}, column ${columns}: it refers to a row of ${key.table} that is not copied`;
    return [{ column: columns, sql, message }];
  });
}

function isTable(to: Projection['mapping']['to'], database: string, table: string): boolean {
  return to.database === database && to.table === table;
}

/** The parent's row, if it is copied, of a child's row `c`. */
function rowOf({ places }: FindingInput, parent: Projection, key: ForeignKey): string {
  const same = key.referenced.map((name, i) => {
    const sql = parent.columns.find((column) => column.name === name)?.sql ?? 'NULL';
    return `${sql} = c.c${i}`;
  });
  return `SELECT 1 FROM ${sourceTable(parent, places)} s WHERE (${parent.where}) AND ${same.join(' AND ')}`;
}

/** Whether the mapping's own condition wants the parent's row already. */
function isAskedFor(input: FindingInput, values: readonly ProjectedColumn[], parent: Projection): boolean {
  const names = values.map((value) => plainSource(input, value)?.name);
  return conjuncts(input.projection.where).some(
    (part) =>
      /^EXISTS\b/i.test(part) &&
      part.includes(`.${parent.mapping.from.table} `) &&
      names.every((name) => name !== undefined && new RegExp(`\\bs\\.\`?${name}\\b`).test(part)),
  );
}
