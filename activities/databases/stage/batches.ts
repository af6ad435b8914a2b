import type { BuiltRow } from '../../../alignment/stage-built';

/** A statement stays under the smallest max_allowed_packet that servers come with, 4 MiB, also when all is escaped. */
const BYTES_PER_STATEMENT = 1_000_000;
const ROWS_PER_STATEMENT = 250;

export interface Batch {
  readonly rows: readonly BuiltRow[];
  /** Whether no other one follows. */
  readonly last: boolean;
}

/** Rows with what code has built for them, as many at once as go into one statement; only one such batch lies in memory. */
export function* batchesOf(all: Iterable<BuiltRow>): Generator<Batch> {
  let rows: BuiltRow[] = [];
  let bytes = 0;
  for (const row of all) {
    const size = Object.values(row.values).reduce((sum, value) => sum + 2 * (value?.length ?? 0), 0);
    if (rows.length > 0 && (rows.length === ROWS_PER_STATEMENT || bytes + size > BYTES_PER_STATEMENT)) {
      yield { rows, last: false };
      rows = [];
      bytes = 0;
    }
    rows.push(row);
    bytes += size;
  }
  if (rows.length > 0) yield { rows, last: true };
}
