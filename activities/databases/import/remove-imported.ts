import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import { within, type Range } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import type { Cell, Statements } from '../../../connectors/mysql/statements';
import { identifier, literal } from '../../../model/quote';
import { failure } from '../../toolbox/failure';
import { beat } from '../../toolbox/heartbeat';
import { sameServer } from '../../toolbox/sides';
import type { CopiedTable } from '../context/copied-table';
import { revertCutOver } from './import-by-rename';
import { forgetImport, forgetImports, readImports, readRanges } from '../context/progress';
import { withBeginnings, type NumberedRange } from '../context/ranges';
import { restoreBuiltInRows } from './built-in-rows';
import type { TargetBefore } from './target-before';
import { deleteWithDependents, setAutoIncrement, type Condition } from '../sql/target-table';

/** Keys in one statement, between two servers. */
const KEYS_AT_ONCE = 1000;

/** Fails where nobody can tell any more which rows are ours. */
export async function requireStaging({ sides, stagingSchema, staging, target }: CopiedTable): Promise<void> {
  if (!(await exists(sides.target, stagingSchema)))
    throw failure(
      'UndoFailed',
      `${staging} is gone, and with it the knowledge which rows of ${target} were put there by StackLeap.`,
    );
}

/** Takes our rows out of the target, and leaves everybody else's. How many were ours; 0 when nothing was imported. */
export async function removeImported(table: CopiedTable, before: TargetBefore): Promise<number> {
  const { sides, stagingSchema, target, mapping } = table;
  let rows = 0;
  if (before.swap) rows = await revertCutOver(table, before.keys);
  else if ((await readImports(sides.target, stagingSchema, mapping.name)).size > 0)
    rows = sameServer(table.definition) ? await removeStaged(table, before) : await removeStreamed(table, before);
  if (before.autoIncrement !== null) await setAutoIncrement(sides.target, target, before.autoIncrement);
  return rows;
}

async function removeStaged(table: CopiedTable, { seeds: builtIn }: TargetBefore): Promise<number> {
  const { sides, stagingSchema, staging, targetSchema, mapping } = table;
  const key = identifier(table.key);
  const ranges = await importedRanges(table);
  let deleted = 0;
  await sides.target.transaction((on) =>
    withoutForeignKeyChecks(on, async () => {
      for (const range of ranges) {
        const ours: Condition = (row) =>
          `${within(row, table.key, range)} AND EXISTS (SELECT 1 FROM ${staging} s WHERE s.${key} = ${row}.${key})`;
        deleted += await deleteWithDependents(on, targetSchema, mapping.to.table, ours);
      }
      await restoreBuiltInRows(on, table, builtIn);
      await forgetImports(on, stagingSchema, mapping.name);
    }),
  );
  return deleted;
}

/** The other server says which rows are ours. A range goes in one transaction with its mark, as it came. */
async function removeStreamed(table: CopiedTable, { seeds: builtIn }: TargetBefore): Promise<number> {
  const { sides, stagingSchema, mapping } = table;
  let deleted = 0;
  for (const range of await importedRanges(table)) {
    deleted += await sides.target.transaction((on) =>
      withoutForeignKeyChecks(on, async () => {
        const some = await removeRange(on, table, range);
        await forgetImport(on, stagingSchema, mapping.name, range.number);
        return some;
      }),
    );
    beat({ table: mapping.name, deleted });
  }
  await sides.target.transaction(async (on) => {
    await restoreBuiltInRows(on, table, builtIn);
    await forgetImports(on, stagingSchema, mapping.name);
  });
  return deleted;
}

/** Keys come over in pages. */
async function removeRange(on: Statements, table: CopiedTable, { after, upTo: end }: Range): Promise<number> {
  const { sides, staging, targetSchema, mapping } = table;
  const key = identifier(table.key);
  let deleted = 0;
  for (let from = after; ;) {
    const keys = await sides.source.rows(
      `SELECT t.${key} AS k FROM ${staging} t WHERE ${within('t', table.key, { after: from, upTo: end })}
        ORDER BY t.${key} LIMIT ${KEYS_AT_ONCE}`,
    );
    const last = keys.at(-1)?.['k']?.toString();
    if (last === undefined) return deleted;
    const list = keys.map(({ k }) => literal(String(k as Cell))).join(', ');
    deleted += await deleteWithDependents(on, targetSchema, mapping.to.table, (one) => `${one}.${key} IN (${list})`);
    from = last;
  }
}

/** A range without a mark has no row of ours in the target: what is there in it is somebody else's. */
async function importedRanges({ sides, stagingSchema, mapping }: CopiedTable): Promise<NumberedRange[]> {
  const marks = await readImports(sides.target, stagingSchema, mapping.name);
  const ranges = withBeginnings(await readRanges(sides.source, stagingSchema, mapping.name));
  return ranges.filter(({ number }) => marks.has(number));
}
