import type { BinaryRow, Row, Statements } from '../../../connectors/mysql/statements';
import type { CopiedTable } from '../context/copied-table';
import { insertRows } from '../sql/insert-rows';

/** Rows that the target's release put into a fresh database and that ours replace, as JSON for the undo. */
export async function readBuiltInRows(
  on: Statements,
  { mapping, target }: CopiedTable,
): Promise<Record<string, string | null>[]> {
  if (mapping.builtIn === undefined) return [];
  const rows = await on.rows<BinaryRow>(`SELECT * FROM ${target} t WHERE ${mapping.builtIn}`);
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell?.toString() ?? null])),
  );
}

export async function restoreBuiltInRows(on: Statements, { target }: CopiedTable, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  await insertRows(
    on,
    target,
    columns,
    rows.map((row) => columns.map((name) => row[name] ?? null)),
  );
}
