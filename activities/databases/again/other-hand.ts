import { digestsOfTable, rowDigestsOfTable } from '../../../alignment/digests';
import type { Row } from '../../../connectors/mysql/statements';
import { listFirst } from '../../../model/list-first';
import type { AlignedTable } from '../context/aligned-table';
import type { NumberedRange } from '../context/ranges';
import { computeSeal, readSeal } from '../context/seals';
import { readDigests } from '../sql/digest';
import { findChangedRows } from './changed-rows';

/** What a range's difference is due to, where that is not the source alone: a sentence's end; undefined where it is. */
export async function findOtherHand(
  table: AlignedTable,
  range: NumberedRange,
  swapped: boolean,
): Promise<string | undefined> {
  return swapped ? breaksSeal(table, range) : leavesStaging(table, range);
}

async function breaksSeal(table: AlignedTable, range: NumberedRange): Promise<string | undefined> {
  const { sides, stagingSchema, mapping, target } = table;
  const seal = await readSeal(sides.target, stagingSchema, mapping.name, range.number);
  if (seal === (await computeSeal(sides.target, table, target, range))) return undefined;
  const { put, gone } = await findChangedRows(table, range);
  const rows = name(table, [...put, ...gone]);
  return seal === undefined
    ? `${rows}: an earlier version has copied it, and nobody can tell which side has changed since`
    : `${rows}: another hand has written into the target since it was copied`;
}

/** What lies in the staging table is what was put into the target. */
async function leavesStaging(table: AlignedTable, range: NumberedRange): Promise<string | undefined> {
  const { sides, staging, target, projection } = table;
  const [staged, present] = await Promise.all([
    readDigests(sides.source, digestsOfTable(projection, staging, range)),
    readDigests(sides.target, digestsOfTable(projection, target, range)),
  ]);
  if (staged.computed === present.computed && staged.built === present.built) return undefined;
  const [before, now] = await Promise.all([
    sides.source.rows(rowDigestsOfTable(projection, staging, range)),
    sides.target.rows(rowDigestsOfTable(projection, target, range)),
  ]);
  const rows = differing(before, now);
  return `${name(table, rows)}: another hand has written into the target since it was copied`;
}

/** Keys of rows that only one of them has, or both and not alike. */
function differing(some: readonly Row[], others: readonly Row[]): string[] {
  const left = new Map(some.map(({ k, ...digests }) => [String(k), JSON.stringify(digests)]));
  const changed: string[] = [];
  for (const { k, ...digests } of others) {
    if (left.get(String(k)) !== JSON.stringify(digests)) changed.push(String(k));
    left.delete(String(k));
  }
  return [...changed, ...left.keys()];
}

function name({ projection }: AlignedTable, keys: readonly string[]): string {
  return `${projection.key} ${listFirst(keys)}`;
}
