import { buildRow } from '../../../alignment/build-row';
import { digestOfBuilt } from '../../../alignment/digests';
import { InputsDigest } from '../../../alignment/inputs-digest';
import { stageBuiltRange, type BuiltRow } from '../../../alignment/stage-built';
import { selectInputs, stageRange } from '../../../alignment/statements';
import type { Database } from '../../../connectors/mysql/database';
import type { BinaryRow, Statements } from '../../../connectors/mysql/statements';
import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import type { AlignedTable } from '../context/aligned-table';
import { claimRange, recordRange, type Staged } from '../context/progress';
import type { NumberedRange } from '../context/ranges';
import { computeSeal, recordSeal } from '../context/seals';
import { binlogAllows } from '../sql/binlog-allows';
import { digestText, readDigests } from '../sql/digest';
import { batchesOf } from './batches';

/** Where rows are copied to: the staging table, or the target's where the staged one has taken its place. */
export interface CopyPlace {
  readonly on: Database;
  readonly into: string;
  /** Whether the ranges there get seals. */
  readonly sealed: boolean;
}

/** Copies one range, mapped, in one transaction with its marks; 0 rows when another worker had done it. */
export async function copyRange(table: AlignedTable, range: NumberedRange, place: CopyPlace): Promise<number> {
  const { stagingSchema: schema, mapping, projection } = table;
  const readCommitted = await binlogAllows(place.on);
  return place.on.transaction(
    async (on) => {
      if (!(await claimRange(on, schema, mapping.name, range))) return 0;
      const copy = () =>
        projection.built.length > 0
          ? stageBuilt(on, table, range, place.into)
          : stagePlain(on, table, range, place.into);
      // A staging table has no foreign keys.
      const staged = place.into === table.staging ? await copy() : await withoutForeignKeyChecks(on, copy);
      await recordRange(on, schema, mapping.name, range.number, staged);
      if (place.sealed)
        await recordSeal(on, schema, mapping.name, range.number, await computeSeal(on, table, place.into, range));
      return staged.rows;
    },
    { readCommitted },
  );
}

async function stagePlain(
  on: Statements,
  { projection, places }: AlignedTable,
  range: NumberedRange,
  into: string,
): Promise<Staged> {
  return { rows: await on.run(stageRange(projection, places, range, into)), inputs: null, built: null };
}

/** For columns that only code can make: what it builds from comes here, and what it has built goes back. */
async function stageBuilt(on: Statements, table: AlignedTable, range: NumberedRange, into: string): Promise<Staged> {
  const { projection, places, mapping } = table;
  const inputs = new InputsDigest(projection);
  const given = await on.rows<BinaryRow>(selectInputs(projection, places, range));
  function* build(): Generator<BuiltRow> {
    for (const row of given) {
      inputs.add(row);
      yield { key: String(row[projection.key]), values: buildRow(projection, row) };
    }
  }
  let rows = 0;
  let { after } = range;
  for (const batch of batchesOf(build())) {
    const upTo = batch.last ? range.upTo : (batch.rows.at(-1)?.key ?? range.upTo);
    const copied = await on.run(stageBuiltRange(projection, places, { after, upTo }, batch.rows, into));
    if (copied !== batch.rows.length)
      throw new Error(
        `${mapping.from.table} changes while it is copied: ${copied} rows up to ${upTo}, ${batch.rows.length} before`,
      );
    rows += copied;
    after = upTo;
  }
  const { built } = await readDigests(on, digestOfBuilt(projection, into, range));
  return { rows, inputs: digestText(rows, inputs.toString()), built };
}
