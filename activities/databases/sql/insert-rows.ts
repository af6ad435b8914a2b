import type { BinaryCell, Statements } from '../../../connectors/mysql/statements';
import { identifier } from '../../../model/quote';

/** A statement stays under the smallest max_allowed_packet that servers come with, 4 MiB, also when all is escaped. */
const BYTES_PER_INSERT = 1_000_000;
const ROWS_PER_INSERT = 500;

/** Inserts rows that came through this process, in statements of bounded size; a single row may be as big as the server takes. */
export async function insertRows(
  on: Statements,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly BinaryCell[])[],
): Promise<void> {
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < rows.length;) {
    const to = endOfStatement(rows, from);
    const some = rows.slice(from, to);
    const sql = `INSERT INTO ${table} (${columns.map(identifier).join(', ')}) VALUES ${some.map(() => one).join(', ')}`;
    await on.run(sql, some.flat());
    from = to;
  }
}

function endOfStatement(rows: readonly (readonly BinaryCell[])[], from: number): number {
  let bytes = 0;
  let to = from;
  while (to < rows.length && to - from < ROWS_PER_INSERT) {
    bytes += (rows[to] ?? []).reduce((sum: number, cell) => sum + (cell === null ? 4 : cell.toString().length * 2), 0);
    if (to > from && bytes > BYTES_PER_INSERT) break;
    to++;
  }
  return to;
}
