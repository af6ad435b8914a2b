import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import { inCollation } from '../../../alignment/charset';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Statements } from '../../../connectors/mysql/statements';
import { identifier, literal } from '../../../model/quote';
import type { CopiedTable } from '../context/copied-table';
import { readRanges, sumOfStaged } from '../context/progress';
import type { Condition } from '../sql/target-table';

/**
 * Rows of ours in the swapped table, which stands under the name `standing`: those with a key of the source's. Where rows may have
 * been added, their numbers are the highest that we have given; and where no other row lies among them, whatever the source has
 * lost since is told by its number as well.
 */
export async function conditionOfOurs(table: CopiedTable, standing: string): Promise<Condition> {
  const { definition, sides, source, stagingSchema, mapping, mayAdd } = table;
  const key = identifier(table.key);
  const ranges = await readRanges(sides.source, stagingSchema, mapping.name);
  const last = ranges.at(-1)?.upTo;
  if (last !== undefined) {
    const upToLast: Condition = (row) => `${row}.${key} <= ${literal(last)}`;
    if (mayAdd) return upToLast;
    const [row] = await sides.target.rows(`SELECT COUNT(*) AS n FROM ${standing} t WHERE ${upToLast('t')}`);
    if (Number(row?.['n']) === sumOfStaged(ranges)) return upToLast;
  }
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
