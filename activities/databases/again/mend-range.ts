import { DatabaseError } from '../../../connectors/mysql/database-error';
import type { AlignedTable } from '../context/aligned-table';
import type { NumberedRange } from '../context/ranges';
import type { ChangedRows } from './changed-rows';
import type { AgainOptions } from './copy-behind';
import { mendByStaging } from './mend-by-staging';
import { mendInPlace } from './mend-in-place';

/**
 * Copies a range's changed rows again. False where the target refuses one beside a row that is still to leave another range, under
 * a unique key: the next look finds both.
 */
export async function mendRange(
  table: AlignedTable,
  range: NumberedRange,
  changed: ChangedRows,
  { swapped, throttle, mayWrite }: AgainOptions,
): Promise<boolean> {
  await mayWrite();
  try {
    const mend = swapped ? mendInPlace : mendByStaging;
    await throttle.during(() => mend(table, range, changed), Number.POSITIVE_INFINITY);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'ER_DUP_ENTRY') return false;
    throw error;
  }
}
