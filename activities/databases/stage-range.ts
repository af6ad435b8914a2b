import { buildRow } from '../../alignment/build-row';
import { digestOfTable } from '../../alignment/digests';
import { InputsDigest } from '../../alignment/inputs-digest';
import { allColumns, selectRange, stageRange } from '../../alignment/statements';
import type { Cell, Database, Statements } from '../../connectors/mysql/database';
import type { AlignedTable } from './aligned-table';
import { digestText, readDigest } from './digest';
import { insertRows } from './insert-rows';
import { claimRange, recordRange, type Staged } from './progress';
import type { NumberedRange } from './ranges';

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

const allowed = new WeakMap<Database, Promise<boolean>>();

/** Under statement-based replication a server refuses writes that are not repeatable. */
async function binlogAllows(on: Database): Promise<boolean> {
  const known =
    allowed.get(on) ??
    on
      .rows("SELECT @@log_bin = 0 OR @@binlog_format <> 'STATEMENT' AS allowed")
      .then((rows) => Number(rows[0]?.['allowed']) === 1);
  allowed.set(on, known);
  known.catch(() => allowed.delete(on));
  return known;
}

async function stagePlain(on: Statements, { projection, places }: AlignedTable, range: NumberedRange): Promise<Staged> {
  return { rows: await on.run(stageRange(projection, places, range)), inputs: null, built: null };
}

/** For columns that only code can make: rows come here and go back. */
async function stageBuilt(on: Statements, table: AlignedTable, range: NumberedRange): Promise<Staged> {
  const { projection, places, staging } = table;
  const rows = await on.rows(selectRange(projection, places, range, true));
  const columns = allColumns(projection);
  const inputs = new InputsDigest(projection);
  const values = rows.map((row) => {
    inputs.add(row);
    const built = buildRow(projection, row);
    return columns.map((name): Cell => (name in built ? (built[name] ?? null) : (row[name] ?? null)));
  });
  await insertRows(on, staging, columns, values);
  return {
    rows: values.length,
    inputs: digestText(values.length, inputs.toString()),
    built: (await readDigest(on, digestOfTable(projection, staging, range))).text,
  };
}
