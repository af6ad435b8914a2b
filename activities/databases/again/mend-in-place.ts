import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import type { AlignedTable } from '../context/aligned-table';
import { lockRange, recordRange } from '../context/progress';
import type { NumberedRange } from '../context/ranges';
import { computeSeal, recordSeal } from '../context/seals';
import { binlogAllows } from '../sql/binlog-allows';
import type { ChangedRows } from './changed-rows';
import { recount } from './recount';
import { replaceRows } from './replace-rows';

/** Copies rows again into the table that has taken the target's place: in one transaction with the range's mark and seal. */
export async function mendInPlace(table: AlignedTable, range: NumberedRange, changed: ChangedRows): Promise<void> {
  const { sides, stagingSchema: schema, mapping, target } = table;
  const readCommitted = await binlogAllows(sides.target);
  await sides.target.transaction(
    async (on) => {
      await lockRange(on, schema, mapping.name, range.number);
      await withoutForeignKeyChecks(on, () => replaceRows(on, table, range, changed, target));
      const inputs = changed.built?.inputs ?? null;
      await recordRange(on, schema, mapping.name, range.number, await recount(on, table, range, target, inputs));
      await recordSeal(on, schema, mapping.name, range.number, await computeSeal(on, table, target, range));
    },
    { readCommitted },
  );
}
