import { boundsOf } from '../../alignment/findings/numbers';
import { readColumns } from '../../connectors/mysql/columns';
import { tableName } from '../../model/quote';
import type { AlignedTable } from './aligned-table';
import { readRanges } from './progress';
import { readAutoIncrement, setAutoIncrement } from './target-table';

/**
 * No new row may get a number that an old one had, not even one that was deleted: other systems remember numbers. `schema` says
 * whether it is the target's table that counts on, or the staged one that is to take its place. Where the number is high enough
 * it is set all the same: the server waits until transactions are over that may have taken one before. Returns the highest old
 * number; null where the table counts nothing.
 */
export async function passOldNumbers(table: AlignedTable, schema: string): Promise<bigint | null> {
  const { mapping, sides } = table;
  const next = await readAutoIncrement(sides.target, schema, mapping.to.table);
  if (next === null) return null;
  const highest = await highestNumber(table);
  const wanted = BigInt(next) > highest ? next : String(highest + 1n);
  await setAutoIncrement(sides.target, tableName(schema, mapping.to.table), wanted);
  return highest;
}

/** Of what comes across, where the last range ends: rows that were added to the source's have the highest keys of all. */
async function highestNumber(table: AlignedTable): Promise<bigint> {
  const { mapping, projection, sides, stagingSchema } = table;
  const last = (await readRanges(sides.source, stagingSchema, mapping.name)).at(-1)?.upTo;
  const across = projection.keyIsNumber && last !== undefined ? BigInt(last) : 0n;
  const given = await lastGiven(table);
  return given > across ? given : across;
}

/** The last number that the old cloud gave, be the row there or not; 0 where the target's type has no room for another. */
async function lastGiven({ mapping, key, places, sides, targetSchema }: AlignedTable): Promise<bigint> {
  const { from, to } = mapping;
  const next = await readAutoIncrement(sides.source, places.source[from.database], from.table);
  const columns = (await readColumns(sides.target, targetSchema, to.table)).get(to.table) ?? [];
  const column = columns.find(({ name, autoIncrement }) => name === key && autoIncrement);
  const max = column && boundsOf(column)?.max;
  return next !== null && max !== undefined && BigInt(next) <= max ? BigInt(next) - 1n : 0n;
}
