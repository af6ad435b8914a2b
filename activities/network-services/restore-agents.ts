import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { openSession } from '../services/open-session';
import { endNew, startOld, type UnitsBefore } from './units-before';

/** Ends new L3 or metadata agents that did not run before and starts the old ones again. What forwards goes on all the while. */
export async function restoreAgents(
  deps: Dependencies,
  definition: ClusterDefinition,
  before: UnitsBefore,
): Promise<void> {
  await endNew(deps, definition, before);
  await startOld(deps, definition, before);
}

/** The new Neutron forgets the agents of this type that it did not know before. */
export async function forgetAgents(
  definition: ClusterDefinition,
  type: string,
  known: readonly string[],
): Promise<void> {
  const api = new NetworkApi(await openSession(definition));
  for (const { id } of await api.list('agent', { agent_type: type }))
    if (!known.includes(id)) await api.remove('agent', id);
}
