import { boundsOf } from '../../../alignment/findings/numbers';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Column } from '../../../model/tables/columns';
import { tableName } from '../../../model/quote';
import type { AlignedTable } from '../context/aligned-table';
import { readRanges } from '../context/progress';
import { readAutoIncrement, setAutoIncrement } from '../sql/target-table';

/**
 * No new row may get a number that an old one had, not even one that was deleted: other systems remember numbers. `schema` says
 * whether it is the target's table that counts on, or the staged one that is to take its place. Where the number is high enough
 * it is set all the same: the server waits until transactions are over that may have taken one before. Returns the highest old
 * number; null where the table counts nothing.
 */
export async function passOldNumbers(table: AlignedTable, schema: string): Promise<bigint | null> {
  const { mapping, sides } = table;
  const highest = await readHighestOld(table);
  const next = await readAutoIncrement(sides.target, schema, mapping.to.table);
  if (highest === null || next === null) return null;
  const wanted = BigInt(next) > highest ? next : String(highest + 1n);
  await setAutoIncrement(sides.target, tableName(schema, mapping.to.table), wanted);
  return highest;
}

/** The highest number of an old row, be the row there or not; null where the target's table counts nothing. */
export async function readHighestOld(table: AlignedTable): Promise<bigint | null> {
  const { mapping, key, sides, stagingSchema, targetSchema } = table;
  const columns = (await readColumns(sides.target, targetSchema, mapping.to.table)).get(mapping.to.table) ?? [];
  const column = columns.find(({ name, autoIncrement }) => name === key && autoIncrement);
  if (column === undefined) return null;
  // Of what is copied, where the last range ends: rows that were added to the source's have the highest keys of all.
  const across = BigInt((await readRanges(sides.source, stagingSchema, mapping.name)).at(-1)?.upTo ?? 0);
  const given = await readLastGiven(table, column);
  return given > across ? given : across;
}

/** The last number that the old cloud gave; 0 where the target's type has no room for another. */
async function readLastGiven({ mapping: { from }, places, sides }: AlignedTable, target: Column): Promise<bigint> {
  const next = await readAutoIncrement(sides.source, places.source[from.database], from.table);
  const max = boundsOf(target)?.max;
  return next !== null && max !== undefined && BigInt(next) <= max ? BigInt(next) - 1n : 0n;
}
