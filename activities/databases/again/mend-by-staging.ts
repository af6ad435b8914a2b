import { selectSomeStaged } from '../../../alignment/some-rows';
import { allColumns } from '../../../alignment/statements';
import type { BinaryRow, Statements } from '../../../connectors/mysql/statements';
import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import type { AlignedTable } from '../context/aligned-table';
import {
  createBegun,
  forgetBegun,
  readBegun,
  readBegunRanges,
  recordBegun,
  type BegunRow,
} from '../context/begun-rows';
import { lockRange, readRanges, recordRange } from '../context/progress';
import { withBeginnings, type NumberedRange } from '../context/ranges';
import { binlogAllows } from '../sql/binlog-allows';
import { insertRows } from '../sql/insert-rows';
import type { ChangedRows } from './changed-rows';
import { recount } from './recount';
import { chunksOf, deleteRows, KEYS_AT_ONCE, replaceRows } from './replace-rows';

/**
 * Copies rows again into the staging table, and from there into the target, which may be on another server. Rows that are gone go
 * first, as the others may need their place under a unique key, and out of the target before the staging table: an undo finds
 * by that one what is ours.
 */
export async function mendByStaging(table: AlignedTable, range: NumberedRange, changed: ChangedRows): Promise<void> {
  await createBegun(table.sides.source, table.stagingSchema);
  if (changed.gone.length > 0) await mendSome(table, range, { ...changed, put: [], built: null });
  await mendSome(table, range, { ...changed, gone: [] });
}

async function mendSome(table: AlignedTable, range: NumberedRange, changed: ChangedRows): Promise<void> {
  const { sides, stagingSchema: schema, mapping, staging } = table;
  const { number } = range;
  const readCommitted = await binlogAllows(sides.source);
  await sides.source.transaction(
    async (on) => {
      await lockRange(on, schema, mapping.name, number);
      for (const rows of chunksOf(begunOf(changed))) await recordBegun(on, schema, mapping.name, number, rows);
      await replaceRows(on, table, range, { ...changed, gone: [] }, staging);
      const inputs = changed.built?.inputs ?? (await notedInputs(on, table, number));
      await recordRange(on, schema, mapping.name, number, await recount(on, table, range, staging, inputs));
    },
    { readCommitted },
  );
  await finishRange(table, range);
}

async function notedInputs(on: Statements, table: AlignedTable, number: number): Promise<string | null> {
  const ranges = await readRanges(on, table.stagingSchema, table.mapping.name);
  return ranges.find((range) => range.number === number)?.staged?.inputs ?? null;
}

function begunOf({ put, gone }: ChangedRows): BegunRow[] {
  return [...put.map((key) => ({ key, gone: false })), ...gone.map((key) => ({ key, gone: true }))];
}

/** Brings what a killed worker has begun to its end. */
export async function finishBegun(table: AlignedTable): Promise<void> {
  const { sides, stagingSchema: schema, mapping } = table;
  const numbers = new Set(await readBegunRanges(sides.source, schema, mapping.name));
  if (numbers.size === 0) return;
  const ranges = withBeginnings(await readRanges(sides.source, schema, mapping.name));
  for (const range of ranges.filter(({ number }) => numbers.has(number))) await finishRange(table, range);
}

async function finishRange(table: AlignedTable, range: NumberedRange): Promise<void> {
  const { sides, stagingSchema: schema, mapping, staging } = table;
  const { number } = range;
  const page = { mapping: mapping.name, number, limit: KEYS_AT_ONCE };
  for (let after: string | null = null; ;) {
    const rows: BegunRow[] = await readBegun(sides.source, schema, { ...page, after });
    const last = rows.at(-1);
    if (last === undefined) break;
    await bringOver(table, rows);
    after = last.key;
  }
  await sides.source.transaction(async (on) => {
    await lockRange(on, schema, mapping.name, number);
    for (let after: string | null = null; ;) {
      const rows: BegunRow[] = await readBegun(on, schema, { ...page, after });
      const last = rows.at(-1);
      if (last === undefined) break;
      await deleteRows(on, table, keysOf(rows, true), staging);
      after = last.key;
    }
    const inputs = await notedInputs(on, table, number);
    await recordRange(on, schema, mapping.name, number, await recount(on, table, range, staging, inputs));
    await forgetBegun(on, schema, mapping.name, number);
  });
}

/** From the staging table into the target, in one transaction there. */
async function bringOver(table: AlignedTable, rows: readonly BegunRow[]): Promise<void> {
  const { sides, target, projection, places } = table;
  const columns = allColumns(projection);
  const staged = keysOf(rows, false);
  const values =
    staged.length === 0 ? [] : await sides.source.rows<BinaryRow>(selectSomeStaged(projection, places, staged));
  await sides.target.transaction((on) =>
    withoutForeignKeyChecks(on, async () => {
      await deleteRows(
        on,
        table,
        rows.map(({ key }) => key),
        target,
      );
      await insertRows(
        on,
        target,
        columns,
        values.map((row) => columns.map((name) => row[name] ?? null)),
      );
    }),
  );
}

function keysOf(rows: readonly BegunRow[], gone: boolean): string[] {
  return rows.filter((row) => row.gone === gone).map(({ key }) => key);
}
