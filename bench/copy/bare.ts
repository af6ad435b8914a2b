import { openTable } from '../../activities/databases/context/aligned-table';
import type { Dependencies } from '../../activities/dependencies';
import { selectRange } from '../../alignment/statements';
import type { ClusterDefinition } from '../../model/cluster';
import { identifier } from '../../model/quote';
import { COMPARED } from './compared';

/** One INSERT … SELECT a table, the mapping's own columns, one after the other on one connection. */
export async function bareInsertSelect(real: Dependencies, definition: ClusterDefinition): Promise<number> {
  const deps: Dependencies = { ...real, readDefinition: async () => Promise.resolve(definition) };
  const statements: string[] = [];
  const tables = [];
  for (const name of COMPARED) {
    const table = await openTable(deps, definition.name, name);
    tables.push(table);
    const names = table.projection.columns.map((column) => identifier(column.name)).join(', ');
    statements.push(`INSERT INTO ${table.target} (${names}) ${selectRange(table.projection, table.places, null)}`);
  }
  const on = tables[0]?.sides.target;
  const begin = performance.now();
  for (const statement of statements) await on?.transaction(async (one) => one.run(statement));
  return (performance.now() - begin) / 1000;
}
