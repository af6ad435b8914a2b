import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import { inCollation } from '../../../alignment/charset';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Statements } from '../../../connectors/mysql/statements';
import { identifier, literal } from '../../../model/quote';
import type { CopiedTable } from '../context/copied-table';
import { readRanges } from '../context/progress';
import type { Condition } from '../sql/target-table';

/** Rows with a key of the source's; where rows may have been added, their numbers are the highest that we have given. */
export async function conditionOfOurs(table: CopiedTable): Promise<Condition> {
  const { definition, sides, source, stagingSchema, mapping, mayAdd } = table;
  const key = identifier(table.key);
  const last = (await readRanges(sides.source, stagingSchema, mapping.name)).at(-1)?.upTo;
  if (mayAdd && last !== undefined) return (row) => `${row}.${key} <= ${literal(last)}`;
  const { database, table: from } = mapping.from;
  const columns = (await readColumns(sides.source, definition.source.databases[database], from)).get(from);
  const collation = columns?.find(({ name }) => name === table.key)?.collation ?? null;
  // The source's collation may be another than the target's; its index serves only values in its collation.
  return (row) => `EXISTS (SELECT 1 FROM ${source} s WHERE s.${key} = ${inCollation(`${row}.${key}`, collation)})`;
}

/** Puts rows that are not ours into a table built alike, but for those that are there. */
export async function copyOthers(
  on: Statements,
  {
    from,
    to,
    key,
    ours,
  }: { readonly from: string; readonly to: string; readonly key: string; readonly ours: Condition },
): Promise<void> {
  const name = identifier(key);
  await withoutForeignKeyChecks(on, () =>
    on.run(`INSERT INTO ${to} SELECT * FROM ${from} t WHERE NOT ${ours('t')}
      AND NOT EXISTS (SELECT 1 FROM ${to} a WHERE a.${name} = t.${name})`),
  );
}
