import { createStagingTable, secondaryKeys } from '../../alignment/statements';
import { exists } from '../../connectors/mysql/exists';
import type { Statements } from '../../connectors/mysql/database';
import { whileBeating } from '../heartbeat';
import type { AlignedTable } from './aligned-table';
import { forgetRanges } from './progress';

export async function ensureStagingTable({ mapping, sides, target, stagingSchema }: AlignedTable): Promise<void> {
  if (await exists(sides.source, stagingSchema, mapping.to.table)) return;
  // A table that is new has no rows, whatever the marks say.
  await forgetRanges(sides.source, stagingSchema, mapping.name);
  await sides.source.run(createStagingTable(await showCreate(sides.target, target), stagingSchema));
}

/** Builds the keys that the target's table has, all in one pass over the rows; duplicates of a unique key are refused here. */
export async function ensureSecondaryKeys({ mapping, sides, target, staging }: AlignedTable): Promise<void> {
  const present = secondaryKeys(await showCreate(sides.source, staging));
  const missing = secondaryKeys(await showCreate(sides.target, target)).filter((key) => !present.includes(key));
  if (missing.length === 0) return;
  const sql = `ALTER TABLE ${staging} ${missing.map((key) => `ADD ${key}`).join(', ')}`;
  await whileBeating(
    () => ({ table: mapping.name, building: `${missing.length} keys` }),
    () => sides.source.run(sql),
  );
}

async function showCreate(on: Statements, table: string): Promise<string> {
  const [row] = await on.rows(`SHOW CREATE TABLE ${table}`);
  return row?.['Create Table']?.toString() ?? '';
}
