import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { openSession } from '../toolbox/open-session';
import { AGENT_TYPES, type AgentsBefore } from './agents-before';
import { watchCheck } from './check-watch';
import { UNMEASURED } from './gap';
import type { OldSide } from './procedure';
import { endNew, startOld } from './units-before';

/** The old L3 or metadata agents. Forwarding continues all the while. */
export function oldAgents(deps: Dependencies, definition: ClusterDefinition, before: AgentsBefore): OldSide {
  const { watch = null } = before;
  return {
    gap: watch === null ? UNMEASURED : watchCheck(deps, definition, watch),
    /** Ends those new agents that did not run before. */
    restore: async () => {
      const begin = Date.now();
      await endNew(deps, definition, before, 'main');
      await startOld(deps, definition, before);
      const at = Date.now();
      return { at, ms: at - begin, served: before.running.length > 0 };
    },
  };
}

/** The new Neutron forgets the agents of this type that it did not know before. */
export async function forgetAgents(definition: ClusterDefinition, { service, agents }: AgentsBefore): Promise<void> {
  const api = new NetworkApi(await openSession(definition));
  for (const { id } of await api.list('agent', { agent_type: AGENT_TYPES[service] }))
    if (!agents.includes(id)) await api.remove('agent', id);
}
