import { fixBase } from '../../../alignment/added-rows';
import { mappingsOf } from '../../../alignment/mappings';
import type { Places } from '../../../alignment/places';
import { project, type Projection } from '../../../alignment/projection';
import { readColumns } from '../../../connectors/mysql/columns';
import type { Dependencies } from '../../dependencies';
import { failure } from '../../toolbox/failure';
import { sidesOf, type Sides } from '../../toolbox/sides';
import { copiedTable, noMapping, type CopiedTable } from './copied-table';
import { pairOf } from '../../toolbox/pair-of';
import { readPlaces } from './read-places';

/** One table's mapping as it is in one cluster: what the activities that copy it need. */
export interface AlignedTable extends CopiedTable {
  readonly places: Places;
  readonly projection: Projection;
}

export async function openTable(deps: Dependencies, cluster: string, name: string): Promise<AlignedTable> {
  const definition = await deps.readDefinition(cluster);
  const pair = pairOf(deps, definition);
  const mapping = mappingsOf(pair, definition).find((candidate) => candidate.name === name);
  if (mapping === undefined) throw noMapping(pair, name);
  const sides = await sidesOf(deps, definition);
  const places = await readPlaces(deps, definition, pair, sides);
  const [from, to] = [places.source[mapping.from.database], places.target[mapping.to.database]];
  const sourceColumns = (await readColumns(sides.source, from, mapping.from.table)).get(mapping.from.table);
  const targetColumns = (await readColumns(sides.target, to, mapping.to.table)).get(mapping.to.table);
  if (sourceColumns === undefined || targetColumns === undefined) {
    const missing = sourceColumns === undefined ? `${from}.${mapping.from.table}` : `${to}.${mapping.to.table}`;
    throw failure(
      'InvalidDefinition',
      `There is no table ${missing}: are the databases in the definition the right ones?`,
    );
  }
  const projection = await withBase(project(mapping, sourceColumns, targetColumns, places), sides);
  return { ...copiedTable(definition, pair, mapping, sides), places, projection };
}

async function withBase(projection: Projection, { source }: Sides): Promise<Projection> {
  if (projection.added === undefined) return projection;
  const [row] = await source.rows(`SELECT ${projection.added.base} AS base`);
  return { ...projection, added: fixBase(projection.added, String(row?.['base'])) };
}
