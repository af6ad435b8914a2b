import type { Places } from '../../../alignment/places';
import type { Statements } from '../../../connectors/mysql/statements';
import type { Blocker } from '../../../model/blocker';
import type { TableMapping } from '../../../model/mapping';
import { tableName } from '../../../model/quote';
import type { Sides } from '../../toolbox/sides';
import { knowsCollation } from '../sql/known-collation';

/** Collations of the target's tables that the source's server does not know, where the rows are staged. */
export async function unknownCollations(
  mappings: readonly TableMapping[],
  places: Places,
  { source, target }: Pick<Sides, 'source' | 'target'>,
): Promise<Blocker[]> {
  const tables = new Map<string, Set<string>>();
  for (const { to } of mappings) {
    const schema = places.target[to.database];
    for (const collation of await collationsOf(target, schema, to.table))
      tables.set(collation, (tables.get(collation) ?? new Set()).add(tableName(schema, to.table)));
  }
  const blockers: Blocker[] = [];
  for (const [collation, users] of tables)
    if (!(await knowsCollation(source, collation)))
      blockers.push({
        type: 'InvalidDefinition',
        message: `${source.where}, where rows are staged, does not know the collation ${collation}, which ${target.where} has in ${[...users].join(', ')}: give these tables one that both servers know (ALTER TABLE … CONVERT TO CHARACTER SET utf8).`,
      });
  return blockers;
}

async function collationsOf(on: Statements, schema: string, table: string): Promise<string[]> {
  const rows = await on.rows(
    `SELECT COLLATION_NAME AS collation FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLLATION_NAME IS NOT NULL
     UNION SELECT TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_COLLATION IS NOT NULL`,
    [schema, table, schema, table],
  );
  return rows.map(({ collation }) => String(collation));
}
