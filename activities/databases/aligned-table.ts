import { fixBase } from '../../alignment/added-rows';
import { project, type Projection } from '../../alignment/projection';
import { mappingsOf } from '../../alignment/mappings';
import { stagingSchema, type Places } from '../../alignment/places';
import { asideTable, stagingTable, sourceTable, targetTable } from '../../alignment/statements';
import { readColumns } from '../../connectors/mysql/columns';
import type { ClusterDefinition } from '../../model/cluster';
import type { TableMapping } from '../../model/mapping';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { sidesOf, type Sides } from './connections';
import { pairOf } from './pair-of';
import { readPlaces } from './read-places';

/** One table's mapping as it is in one cluster: what the activities on it need. */
export interface AlignedTable {
  readonly definition: ClusterDefinition;
  readonly mapping: TableMapping;
  readonly places: Places;
  readonly projection: Projection;
  readonly sides: Sides;
  readonly source: string;
  readonly target: string;
  readonly targetSchema: string;
  readonly staging: string;
  /** Beside the source, and on the target's server, where it holds the marks of what was imported. */
  readonly stagingSchema: string;
  /** Where the target's own table waits while the staged one stands in its place. */
  readonly aside: string;
}

export async function openTable(deps: Dependencies, cluster: string, name: string): Promise<AlignedTable> {
  const definition = await deps.readDefinition(cluster);
  const pair = pairOf(deps, definition);
  const mapping = mappingsOf(pair, definition).find((candidate) => candidate.name === name);
  if (mapping === undefined)
    throw failure(
      'InvalidInput',
      `The release pair ${pair.name} has no mapping ${name}: is the plan of another version?`,
    );
  const sides = await sidesOf(definition);
  const places = await readPlaces(definition, pair, sides);
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
  return {
    definition,
    mapping,
    places,
    projection,
    sides,
    source: sourceTable(projection, places),
    target: targetTable(projection, places),
    targetSchema: to,
    staging: stagingTable(projection, places),
    stagingSchema: stagingSchema(to),
    aside: asideTable(projection, places),
  };
}

async function withBase(projection: Projection, { source }: Sides): Promise<Projection> {
  if (projection.added === undefined) return projection;
  const [row] = await source.rows(`SELECT ${projection.added.base} AS base`);
  return { ...projection, added: fixBase(projection.added, String(row?.['base'])) };
}

/** Inside of one server rows go from one schema to the next; between two they are streamed. */
export function sameServer({ source, target }: ClusterDefinition): boolean {
  return source.server.host === target.server.host && source.server.port === target.server.port;
}
