import type { DatabasePlan } from '../../alignment/table-plan';
import type { ClusterDefinition } from '../../model/cluster';
import type { PhaseName } from '../../model/phases';
import type { Dependencies } from '../dependencies';
import { readDatabases } from './read-databases';

/** Why there is nothing to tell of the databases. */
export interface Unread {
  readonly unread: string;
}

/** What these phases will do to the databases as they are now. Reads only; `unread` where they cannot be asked from here. */
export async function readDatabasePlan(
  deps: Pick<Dependencies, 'releasePair' | 'ledger'>,
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
): Promise<DatabasePlan | Unread> {
  const read = await readDatabases(deps, definition, { phases, counts: true });
  if (!('unreached' in read)) return read;
  return { unread: read.unreached.map(({ message }) => message).join(' ') };
}
