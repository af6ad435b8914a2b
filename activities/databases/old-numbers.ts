import { tableName } from '../../model/quote';
import type { AlignedTable } from './aligned-table';
import { readRanges } from './progress';
import { readAutoIncrement, setAutoIncrement } from './target-table';

/**
 * No new row may get a number that an old one had, not even one that was deleted: other systems remember numbers. `schema` says
 * whether it is the target's table that counts on, or the staged one that is to take its place.
 */
export async function passOldNumbers(table: AlignedTable, schema: string): Promise<void> {
  const { mapping, sides } = table;
  const next = await readAutoIncrement(sides.target, schema, mapping.to.table);
  if (next === null) return;
  const highest = await highestKey(table);
  if (BigInt(next) <= highest)
    await setAutoIncrement(sides.target, tableName(schema, mapping.to.table), String(highest + 1n));
}

/** Where the last range ends: rows that were added to the source's have the highest keys of all. */
async function highestKey({ mapping, projection, sides, stagingSchema }: AlignedTable): Promise<bigint> {
  const last = (await readRanges(sides.source, stagingSchema, mapping.name)).at(-1)?.upTo;
  return projection.keyIsNumber && last !== undefined ? BigInt(last) : 0n;
}
