import { withoutForeignKeyChecks } from '../../../connectors/mysql/without-foreign-key-checks';
import { asideName, leavingName } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import { readStructure } from '../../../connectors/mysql/read-structure';
import { identifier } from '../../../model/quote';
import { failure } from '../../toolbox/failure';
import type { CopiedTable } from '../context/copied-table';
import { isSwapped } from '../context/is-swapped';
import { dropForeignKeys, restoreForeignKeys, type OwnedKey } from '../sql/foreign-keys';
import { stagedRows } from '../context/progress';
import { conditionOfOurs, copyOthers } from './rows-of-others';
import { alone, runAlone } from '../sql/run-alone';
import { deleteDependents, readAutoIncrement, setAutoIncrement } from '../sql/target-table';

/**
 * Ends what a killed worker has begun: the target gets its own table back where a server that does not rename two in one went down
 * between them, this way or that, since nothing can be asked of a table that is not there; and a table that has left the target's
 * place becomes the staged one.
 */
export async function mendRename(table: CopiedTable): Promise<void> {
  const { sides, aside, target, targetSchema, stagingSchema, mapping } = table;
  if ((await isSwapped(table)) && !(await exists(sides.target, targetSchema, mapping.to.table)))
    await runAlone(sides.target, `RENAME TABLE ${aside} TO ${target}`);
  if (await exists(sides.target, stagingSchema, leavingName(mapping.to.table))) await stageAgain(table);
}

/** Puts the staged table, whole and at one moment, into the target's place; the empty one waits aside for the undo. */
export async function cutOver(table: CopiedTable, structure: string, keys: readonly OwnedKey[]): Promise<void> {
  const { sides, target, staging, aside, mapping } = table;
  if (!(await isSwapped(table)))
    await runAlone(sides.target, `RENAME TABLE ${target} TO ${aside}, ${staging} TO ${target}`);
  await refuseLateRows(table, keys);
  await moveForeignKeys(table, asideName(mapping.to.table), keys);
  const now = await readStructure(sides.target, target);
  if (now !== structure)
    throw failure('StatementFailed', `${target} is not built as it was before: ${now} instead of ${structure}.`);
}

/** A transaction that the renaming waited for may have put a row into the table that lies aside now, where nobody would see it. */
async function refuseLateRows(table: CopiedTable, keys: readonly OwnedKey[]): Promise<void> {
  const { sides, target, aside } = table;
  const key = identifier(table.key);
  const [late] = await sides.target.rows(`SELECT ${key} AS k FROM ${aside} LIMIT 1`);
  if (late === undefined) return;
  await revertCutOver(table, keys);
  throw failure(
    'TargetNotClean',
    `A row was put into ${target} (${key} ${String(late['k'])}) just as the staged table took its place; the target's own table is back. Remove what StackLeap did not put there, and stop what writes there.`,
  );
}

/** The way back. Rows that somebody else has put into the table since go along into the old one; ours stay staged; how many. */
export async function revertCutOver(table: CopiedTable, keys: readonly OwnedKey[]): Promise<number> {
  const { sides, target, targetSchema, stagingSchema, aside, leaving, mapping } = table;
  await mendRename(table);
  const swapped = await isSwapped(table);
  if (swapped) {
    const ours = await conditionOfOurs(table, target);
    // Beforehand, so that nobody misses them; those that come until the renaming has its turn follow.
    await sides.target.transaction(async (on) => {
      await deleteDependents(on, targetSchema, mapping.to.table, ours);
      await copyOthers(on, { from: target, to: aside, key: table.key, ours });
    });
    // No new row may get the number of one that is still to follow.
    const next = await readAutoIncrement(sides.target, targetSchema, mapping.to.table);
    if (next !== null) await setAutoIncrement(sides.target, aside, next);
    await runAlone(sides.target, `RENAME TABLE ${target} TO ${leaving}, ${aside} TO ${target}`);
    await stageAgain(table);
  }
  await moveForeignKeys(table, mapping.to.table, keys);
  return swapped ? stagedRows(sides.source, stagingSchema, mapping.name) : 0;
}

/** Makes a table that has left the target's place the staged one again, with our rows only. */
async function stageAgain(table: CopiedTable): Promise<void> {
  const { sides, target, leaving, staging } = table;
  const ours = await conditionOfOurs(table, leaving);
  await sides.target.transaction(async (on) => {
    await copyOthers(on, { from: leaving, to: target, key: table.key, ours });
    await withoutForeignKeyChecks(on, () => on.run(`DELETE FROM ${leaving} WHERE NOT ${ours(leaving)}`));
  });
  await runAlone(sides.target, `RENAME TABLE ${leaving} TO ${staging}`);
}

/** The table in the target's place has the keys, the one that waits in the staging database under this name has none. */
async function moveForeignKeys(
  { sides, stagingSchema, targetSchema }: CopiedTable,
  waiting: string,
  keys: readonly OwnedKey[],
): Promise<void> {
  await alone(sides.target, async (on) => {
    await dropForeignKeys(on, stagingSchema, waiting);
    await restoreForeignKeys(on, targetSchema, keys);
  });
}
