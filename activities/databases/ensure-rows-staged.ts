import {
  createStagingTable,
  nextRange,
  selectRange,
  stageRange,
  allColumns,
  type Range,
} from '../../alignment/statements';
import type { Cell, Statements } from '../../connectors/mysql/database';
import { identifier } from '../../model/quote';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { beat } from '../heartbeat';
import { openTable, type AlignedTable } from './aligned-table';
import { exists, forgetRanges, readRanges, recordRange } from './progress';

export interface TableInput extends StepInput {
  /** The mapping's name in the release pair. */
  readonly mapping: string;
}

/** Source rows of one range: a transaction of well under a second, and few enough to hold in memory. */
const ROWS_PER_RANGE = 5000;
/** Built rows carry texts of some KB each; a statement must stay under the server's max_allowed_packet. */
const ROWS_PER_INSERT = 100;

/** Copies a table's rows, mapped, into its staging database: range by range, each with a mark in one transaction. */
export function createEnsureRowsStaged(deps: Dependencies, rowsPerRange: number = ROWS_PER_RANGE) {
  return async (input: TableInput): Promise<StepResult> => {
    const table = await openTable(deps, input.run.cluster, input.mapping);
    const { mapping, projection, places, stagingSchema, sides } = table;
    const ledger = await deps.ledger(table.definition);
    await ledger.recordUndo(input, 'dropStagedRows', { mapping: mapping.name });
    await ensureStagingTable(table);

    const done = await readRanges(sides.source, stagingSchema, mapping.name);
    let rows = done.reduce((sum, range) => sum + range.rows, 0);
    const before = rows;
    for (let number = done.length, after = done.at(-1)?.upTo ?? null; ; number++) {
      const [next] = await sides.source.rows(nextRange(projection, places, after, rowsPerRange));
      const upTo = next?.['upTo']?.toString();
      if (upTo === undefined) break;
      const range: Range = { after, upTo };
      rows += await sides.source.transaction(async (on) => {
        const copied =
          projection.built.length > 0 ? await stageBuilt(on, table, range) : await stagePlain(on, table, range);
        await recordRange(on, stagingSchema, mapping.name, number, { upTo, rows: copied });
        return copied;
      });
      beat({ table: mapping.name, rows });
      after = upTo;
    }
    const earlier = before > 0 ? `, ${before} of them before` : '';
    return { changed: rows > before, summary: `${rows} rows of ${mapping.from.table} staged${earlier}.` };
  };
}

async function ensureStagingTable({ mapping, sides, target, stagingSchema }: AlignedTable): Promise<void> {
  if (await exists(sides.source, stagingSchema, mapping.to.table)) return;
  const [row] = await sides.target.rows(`SHOW CREATE TABLE ${target}`);
  // A table that is new has no rows, whatever the marks say.
  await forgetRanges(sides.source, stagingSchema, mapping.name);
  await sides.source.run(createStagingTable(row?.['Create Table']?.toString() ?? '', stagingSchema));
}

function stagePlain(on: Statements, { projection, places }: AlignedTable, range: Range): Promise<number> {
  return on.run(stageRange(projection, places, range));
}

/** For columns that only code can make: rows come here and go back. */
async function stageBuilt(on: Statements, table: AlignedTable, range: Range): Promise<number> {
  const { projection, places, mapping, staging } = table;
  const rows = await on.rows(selectRange(projection, places, range, true));
  const columns = allColumns(projection);
  const values = rows.map((row) => {
    const inputs = projection.inputs.map(({ name }) => [name, row[`in:${name}`]?.toString() ?? null] as const);
    const built = mapping.built?.build(Object.fromEntries(inputs)) ?? {};
    return columns.map((name): Cell => (name in built ? (built[name] ?? null) : (row[name] ?? null)));
  });
  const row = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < values.length; from += ROWS_PER_INSERT) {
    const some = values.slice(from, from + ROWS_PER_INSERT);
    const sql = `INSERT INTO ${staging} (${columns.map(identifier).join(', ')}) VALUES ${some.map(() => row).join(', ')}`;
    await on.run(sql, some.flat());
  }
  return values.length;
}
