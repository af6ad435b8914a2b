import { withKeys } from '../../../alignment/some-rows';
import { listFirst } from '../../../model/list-first';
import { identifier, tableName } from '../../../model/quote';
import type { AlignedTable } from '../context/aligned-table';
import { foreignKeysOf } from '../sql/foreign-keys';
import { chunksOf } from './replace-rows';

/** Why rows that are gone from the source cannot leave the target: others there refer to them; a sentence for each such table. */
export async function findDependents(table: AlignedTable, gone: readonly string[]): Promise<string[]> {
  const { sides, targetSchema, mapping, projection, target } = table;
  if (gone.length === 0) return [];
  const found: string[] = [];
  for (const { child, key } of await foreignKeysOf(sides.target, targetSchema, mapping.to.table)) {
    if (key.table !== mapping.to.table || child === mapping.to.table) continue;
    const same = key.columns.map((name, i) => `c.${identifier(name)} = p.${identifier(key.referenced[i] ?? '')}`);
    const keys: string[] = [];
    for (const some of chunksOf(gone)) {
      const rows = await sides.target.rows(
        `SELECT p.${identifier(projection.key)} AS k FROM ${target} p WHERE ${withKeys('p', projection.key, some)}
         AND EXISTS (SELECT 1 FROM ${tableName(targetSchema, child)} c WHERE ${same.join(' AND ')})`,
      );
      keys.push(...rows.map(({ k }) => String(k)));
    }
    if (keys.length > 0)
      found.push(
        `${projection.key} ${listFirst(keys)}: gone from the source, and rows of ${child} in the target refer to it`,
      );
  }
  return found;
}
