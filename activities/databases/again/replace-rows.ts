import { projectSome, withKeys } from '../../../alignment/some-rows';
import { stageBuiltRange } from '../../../alignment/stage-built';
import { stageRange, type Range } from '../../../alignment/statements';
import type { Statements } from '../../../connectors/mysql/statements';
import type { AlignedTable } from '../context/aligned-table';
import { batchesOf } from '../stage/batches';
import type { ChangedRows } from './changed-rows';

/** Keys in one statement. */
export const KEYS_AT_ONCE = 200;

/** Takes rows out of a table of the target's structure, and puts in what the mapping makes of them in the source now. */
export async function replaceRows(
  on: Statements,
  table: AlignedTable,
  range: Range,
  { put, built, gone }: ChangedRows,
  into: string,
): Promise<void> {
  const { projection, places, mapping } = table;
  await deleteRows(on, table, [...put, ...gone], into);
  if (built === null) {
    for (const keys of chunksOf(put)) await on.run(stageRange(projectSome(projection, keys), places, range, into));
    return;
  }
  for (const { rows } of batchesOf(built.rows)) {
    const keys = rows.map(({ key }) => key);
    const copied = await on.run(stageBuiltRange(projectSome(projection, keys), places, range, rows, into));
    if (copied !== rows.length)
      throw new Error(
        `${mapping.from.table} changes while ${rows.length} of its rows are copied again: ${copied} came`,
      );
  }
}

export async function deleteRows(
  on: Statements,
  { projection }: AlignedTable,
  all: readonly string[],
  from: string,
): Promise<void> {
  for (const keys of chunksOf(all)) await on.run(`DELETE FROM ${from} WHERE ${withKeys(from, projection.key, keys)}`);
}

export function chunksOf<T>(all: readonly T[], size = KEYS_AT_ONCE): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
