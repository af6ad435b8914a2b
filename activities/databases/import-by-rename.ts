import { asideName } from '../../alignment/statements';
import type { Database } from '../../connectors/mysql/database';
import { exists } from '../../connectors/mysql/exists';
import { readStructure } from '../../connectors/mysql/read-structure';
import { identifier, literal } from '../../model/quote';
import { failure } from '../failure';
import { sameServer } from './connections';
import type { CopiedTable } from './copied-table';
import { dropForeignKeys, restoreForeignKeys, type OwnedKey } from './foreign-keys';
import { readRanges, stagedRows } from './progress';
import { runAlone } from './run-alone';
import { deleteDependents, type Condition } from './target-table';

/** Whether the staged table may take the target's place: both on one server, and nothing is in or on the target's. */
export async function canSwap({ definition, sides, target, targetSchema, mapping }: CopiedTable): Promise<boolean> {
  if (!sameServer(definition)) return false;
  const { table } = mapping.to;
  const triggers = 'SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?';
  if ((await sides.target.rows(`SELECT 1 FROM ${target} LIMIT 1`)).length > 0) return false;
  return (await sides.target.rows(triggers, [targetSchema, table])).length === 0;
}

/** Whether the staged table stands in the target's place. */
export async function isSwapped({ definition, sides, stagingSchema, mapping }: CopiedTable): Promise<boolean> {
  return sameServer(definition) && exists(sides.target, stagingSchema, asideName(mapping.to.table));
}

/**
 * Gives the target its own table back where a server that does not rename two in one went down between them, this way or that:
 * nothing can be asked of a table that is not there.
 */
export async function mendRename(table: CopiedTable): Promise<void> {
  const { sides, aside, target, targetSchema, mapping } = table;
  if ((await isSwapped(table)) && !(await exists(sides.target, targetSchema, mapping.to.table)))
    await rename(sides.target, `${aside} TO ${target}`);
}

/** Puts the staged table, as a whole and in one moment, into the target's place; the empty one waits aside for the undo. */
export async function swapIn(table: CopiedTable, structure: string, keys: readonly OwnedKey[]): Promise<void> {
  const { sides, target, targetSchema, staging, stagingSchema, aside, mapping } = table;
  if (!(await isSwapped(table))) await rename(sides.target, `${target} TO ${aside}, ${staging} TO ${target}`);
  await refuseLateRows(table, keys);
  await dropForeignKeys(sides.target, stagingSchema, asideName(mapping.to.table));
  await sides.target.session((on) => restoreForeignKeys(on, targetSchema, keys));
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
  await swapOut(table, keys);
  throw failure(
    'TargetNotClean',
    `A row was put into ${target} (${key} ${String(late['k'])}) just as the staged table took its place; the target's own table is back. Remove what StackLeap did not put there, and stop what writes there.`,
  );
}

/** The way back. Rows that somebody else has put into the table since go along into the old one; ours stay staged; how many. */
export async function swapOut(table: CopiedTable, keys: readonly OwnedKey[]): Promise<number> {
  const { sides, target, targetSchema, staging, stagingSchema, aside, mapping } = table;
  await mendRename(table);
  const swapped = await isSwapped(table);
  if (swapped) {
    const key = identifier(table.key);
    const ours = await conditionOfOurs(table);
    await sides.target.transaction(async (on) => {
      await deleteDependents(on, targetSchema, mapping.to.table, ours);
      await on.run('SET SESSION foreign_key_checks = 0');
      await on.run(`INSERT INTO ${aside} SELECT * FROM ${target} t WHERE NOT ${ours('t')}
        AND NOT EXISTS (SELECT 1 FROM ${aside} a WHERE a.${key} = t.${key})`);
      await on.run('SET SESSION foreign_key_checks = 1');
    });
    await rename(sides.target, `${target} TO ${staging}, ${aside} TO ${target}`);
  }
  await dropForeignKeys(sides.target, stagingSchema, mapping.to.table);
  await sides.target.session((on) => restoreForeignKeys(on, targetSchema, keys));
  return swapped ? stagedRows(sides.source, stagingSchema, mapping.name) : 0;
}

/** Rows with a key of the source's; where rows may have been added, their numbers are the highest that we have given. */
async function conditionOfOurs(table: CopiedTable): Promise<Condition> {
  const { sides, source, stagingSchema, mapping, mayAdd } = table;
  const key = identifier(table.key);
  const last = (await readRanges(sides.source, stagingSchema, mapping.name)).at(-1)?.upTo;
  if (mayAdd && last !== undefined) return (row) => `${row}.${key} <= ${literal(last)}`;
  return (row) => `EXISTS (SELECT 1 FROM ${source} s WHERE s.${key} = ${row}.${key})`;
}

async function rename(on: Database, what: string): Promise<void> {
  await runAlone(on, `RENAME TABLE ${what}`);
}
