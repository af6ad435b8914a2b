import { importRows } from '../../alignment/statements';
import { identifier } from '../../model/quote';
import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { beat } from '../heartbeat';
import { openTable, type AlignedTable } from './aligned-table';
import type { TableInput } from './ensure-rows-staged';
import { readImport, recordImport } from './progress';
import { countStrangers, readAutoIncrement, setAutoIncrement, withoutOrder } from './target-table';

/** Puts a table's staged rows into the target, all in one transaction with the mark that they are ours. */
export function createEnsureRowsImported(deps: Dependencies) {
  return async (input: TableInput): Promise<StepResult> => {
    const table = await openTable(deps, input.run.cluster, input.mapping);
    const { mapping, projection, places, sides, stagingSchema, target } = table;
    const ledger = await deps.ledger(table.definition);
    const before = await readImport(sides.target, stagingSchema, mapping.name);
    if (before === undefined) {
      const strangers = await countStrangers(sides.target, table);
      if (strangers > 0)
        throw failure('TargetNotClean', `${target} has ${strangers} rows that StackLeap did not put there.`);
      const autoIncrement = await readAutoIncrement(sides.target, places.target[mapping.to.database], mapping.to.table);
      await ledger.recordUndo(input, 'removeImportedRows', { mapping: mapping.name, autoIncrement });
      beat({ table: mapping.name });
      await sides.target.transaction(async (on) => {
        const rows = await withoutOrder(on, table, () => on.run(importRows(projection, places)));
        // The first of two workers wins: the mark is unique.
        await recordImport(on, stagingSchema, mapping.name, rows);
      });
    }
    await passOldNumbers(table);
    const rows = before ?? (await readImport(sides.target, stagingSchema, mapping.name)) ?? 0;
    return { changed: before === undefined, summary: `${rows} rows in ${target}.` };
  };
}

/** No new row may get a number that an old one had, not even one that was deleted: other systems remember numbers. */
async function passOldNumbers({ mapping, projection, places, sides, source, target }: AlignedTable): Promise<void> {
  const schema = places.target[mapping.to.database];
  const next = await readAutoIncrement(sides.target, schema, mapping.to.table);
  if (next === null) return;
  const [row] = await sides.source.rows(`SELECT MAX(${identifier(projection.key)}) AS highest FROM ${source}`);
  const highest = BigInt(row?.['highest']?.toString() ?? 0);
  if (BigInt(next) <= highest) await setAutoIncrement(sides.target, target, String(highest + 1n));
}
