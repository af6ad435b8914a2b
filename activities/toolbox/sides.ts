import type { Database } from '../../connectors/mysql/database';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';

/** Both sides of an upgrade; they may be one server. */
export interface Sides {
  readonly source: Database;
  readonly target: Database;
}

/** Connects to neither. */
export async function sidesOf(
  { databases }: Pick<Dependencies, 'databases'>,
  { source, target }: ClusterDefinition,
): Promise<Sides> {
  return { source: await databases.of(source.server), target: await databases.of(target.server) };
}

/** Inside of one server rows go from one schema to the next; between two they are streamed. */
export function sameServer({ source, target }: ClusterDefinition): boolean {
  return source.server.host === target.server.host && source.server.port === target.server.port;
}
