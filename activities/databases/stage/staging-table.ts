import { createStagingTable, secondaryKeys } from '../../../alignment/statements';
import { exists } from '../../../connectors/mysql/exists';
import { readStructure } from '../../../connectors/mysql/read-structure';
import { withHeartbeats } from '../../toolbox/heartbeat';
import type { AlignedTable } from '../context/aligned-table';
import { sameServer } from '../../toolbox/sides';
import { inNamesOf } from '../sql/known-collation';
import { forgetStaging } from '../context/forget-staging';

export async function ensureStagingTable(table: AlignedTable): Promise<void> {
  const { definition, mapping, sides, target, stagingSchema } = table;
  if (await exists(sides.source, stagingSchema, mapping.to.table)) return;
  // A table that is new has no rows, whatever the marks say.
  await forgetStaging(sides.source, stagingSchema, mapping.name);
  const structure = await readStructure(sides.target, target);
  const same = sameServer(definition);
  const spelled = same ? structure : await inNamesOf(sides.source, structure);
  await sides.source.run(createStagingTable(spelled, stagingSchema, same));
}

/**
 * Builds the keys that the target's table has, all in one pass over the rows and in their order; duplicates of a unique key
 * are refused here.
 */
export async function ensureSecondaryKeys({ mapping, sides, target, staging }: AlignedTable): Promise<void> {
  const present = secondaryKeys(await readStructure(sides.source, staging));
  const wanted = secondaryKeys(await readStructure(sides.target, target));
  if (wanted.join() === present.join()) return;
  const drop = present.map((key) => `DROP KEY ${/`(?:[^`]|``)+`/.exec(key)?.[0]}`);
  const sql = `ALTER TABLE ${staging} ${[...drop, ...wanted.map((key) => `ADD ${key}`)].join(', ')}`;
  await withHeartbeats(
    () => ({ table: mapping.name, building: `${wanted.length} keys` }),
    () => sides.source.run(sql),
  );
}
