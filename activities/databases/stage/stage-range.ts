import { buildRow } from '../../../alignment/build-row';
import { digestOfBuilt } from '../../../alignment/digests';
import { InputsDigest } from '../../../alignment/inputs-digest';
import { stageBuiltRange, type BuiltRow } from '../../../alignment/stage-built';
import { selectInputs, stageRange } from '../../../alignment/statements';
import type { Database } from '../../../connectors/mysql/database';
import type { BinaryRow, Statements } from '../../../connectors/mysql/statements';
import type { AlignedTable } from '../context/aligned-table';
import { digestText, readDigests } from '../sql/digest';
import { claimRange, recordRange, type Staged } from '../context/progress';
import type { NumberedRange } from '../context/ranges';

/** Copies one range, mapped, into the staging table, in one transaction with its mark; 0 rows when another worker had done it. */
export async function copyRange(table: AlignedTable, range: NumberedRange): Promise<number> {
  const { sides, stagingSchema, mapping, projection } = table;
  const readCommitted = await binlogAllows(sides.source);
  return sides.source.transaction(
    async (on) => {
      if (!(await claimRange(on, stagingSchema, mapping.name, range))) return 0;
      const staged =
        projection.built.length > 0 ? await stageBuilt(on, table, range) : await stagePlain(on, table, range);
      await recordRange(on, stagingSchema, mapping.name, range.number, staged);
      return staged.rows;
    },
    { readCommitted },
  );
}

/** Under statement-based replication a server refuses writes that are not repeatable. Asked each time: it is a setting that may change. */
async function binlogAllows(on: Database): Promise<boolean> {
  const [row] = await on.rows("SELECT @@log_bin = 0 OR @@binlog_format <> 'STATEMENT' AS allowed");
  return Number(row?.['allowed']) === 1;
}

async function stagePlain(on: Statements, { projection, places }: AlignedTable, range: NumberedRange): Promise<Staged> {
  return { rows: await on.run(stageRange(projection, places, range)), inputs: null, built: null };
}

/** A statement stays under the smallest max_allowed_packet that servers come with, 4 MiB, also when all is escaped. */
const BYTES_PER_STATEMENT = 1_000_000;
const ROWS_PER_STATEMENT = 250;

/** For columns that only code can make: what it builds from comes here, and what it has built goes back. */
async function stageBuilt(on: Statements, table: AlignedTable, range: NumberedRange): Promise<Staged> {
  const { projection, places, mapping, staging } = table;
  const inputs = new InputsDigest(projection);
  let rows = 0;
  let batch: BuiltRow[] = [];
  let bytes = 0;
  let { after } = range;
  const flush = async (upTo: string): Promise<void> => {
    const copied = await on.run(stageBuiltRange(projection, places, { after, upTo }, batch));
    if (copied !== batch.length)
      throw new Error(
        `${mapping.from.table} changes while it is copied: ${copied} rows up to ${upTo}, ${batch.length} before`,
      );
    rows += copied;
    after = upTo;
    batch = [];
    bytes = 0;
  };
  for (const row of await on.rows<BinaryRow>(selectInputs(projection, places, range))) {
    inputs.add(row);
    const values = buildRow(projection, row);
    const key = String(row[projection.key]);
    const size = Object.values(values).reduce((sum, value) => sum + 2 * (value?.length ?? 0), 0);
    const last = batch.at(-1)?.key;
    if (last !== undefined && (batch.length === ROWS_PER_STATEMENT || bytes + size > BYTES_PER_STATEMENT))
      await flush(last);
    batch.push({ key, values });
    bytes += size;
  }
  if (batch.length > 0) await flush(range.upTo);
  const { built } = await readDigests(on, digestOfBuilt(projection, staging, range));
  return { rows, inputs: digestText(rows, inputs.toString()), built };
}
