import { findingQueries } from '../../alignment/findings';
import { leftBehind, project } from '../../alignment/projection';
import type { Places } from '../../alignment/places';
import { readColumns } from '../../connectors/mysql/columns';
import { readKeys } from '../../connectors/mysql/keys';
import type { Blocker } from '../../model/blocker';
import type { TableMapping } from '../../model/mapping';
import type { Sides } from './connections';

/** What keeps these mappings from carrying every row across as it is. */
export async function readMappingFindings(
  mappings: readonly TableMapping[],
  places: Places,
  sides: Sides,
): Promise<Blocker[]> {
  const sources = await byDatabase(Object.values(places.source), (schema) => readColumns(sides.source, schema));
  const targets = await byDatabase(Object.values(places.target), (schema) => readColumns(sides.target, schema));
  const keys = await byDatabase(Object.values(places.target), (schema) => readKeys(sides.target, schema));
  const found: Blocker[] = [];
  for (const mapping of mappings) {
    const [from, to] = [places.source[mapping.from.database], places.target[mapping.to.database]];
    const source = sources.get(from)?.get(mapping.from.table);
    const target = targets.get(to)?.get(mapping.to.table);
    if (source === undefined || target === undefined) {
      const missing = source === undefined ? `${from}.${mapping.from.table}` : `${to}.${mapping.to.table}`;
      found.push({
        type: 'InvalidDefinition',
        message: `There is no table ${missing} (for the mapping ${mapping.name}).`,
      });
      continue;
    }
    const projection = project(mapping, source, target, places);
    const queries = findingQueries({
      projection,
      places,
      source,
      target,
      keys: keys.get(to)?.get(mapping.to.table)?.unique ?? [],
      leftBehind: leftBehind(mapping, source, target),
    });
    for (const { sql, message } of queries) {
      if (sql === null) {
        found.push({ type: 'RowsUnmapped', message });
        continue;
      }
      const [row] = await sides.source.rows(sql);
      const count = Number(row?.['n']);
      if (count > 0)
        found.push({
          type: 'RowsUnmapped',
          message: `${message}: ${count} rows, for example ${row?.['example']?.toString() ?? ''}.`,
        });
    }
  }
  return found;
}

async function byDatabase<T>(
  schemas: readonly string[],
  read: (schema: string) => Promise<T>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for (const schema of new Set(schemas)) found.set(schema, await read(schema));
  return found;
}
