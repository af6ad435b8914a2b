import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import { UNGUARDED, watchUntil } from '../agents/guard/watch';
import type { Dependencies } from '../dependencies';
import { isRunning, readUnits } from '../toolbox/units';
import { AGENT_TYPES, type AgentHandOver, type AgentService } from './agents-before';
import { failsFor } from './checks';

/** Stein's agents report themselves as soon as they have started. */
const ALIVE_WITHIN_MS = 120_000;
const WORKS_WITHIN_MS = 30_000;

/** What new L3 or metadata agents still lack; undefined when Neutron hears of each and the check works. */
export async function proveAgents(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  service: AgentService,
  { new: agents, check }: AgentHandOver,
): Promise<string | undefined> {
  const look = async (): Promise<readonly string[]> => {
    const known = await api.list('agent', { agent_type: AGENT_TYPES[service] });
    const alive = new Set(known.filter((agent) => agent['alive'] === true).map((agent) => agent['host']));
    const troubles = agents.map(async ({ host, units }) => {
      const states = await readUnits(await deps.machine(definition, host), units);
      return [
        ...states.filter((state) => !isRunning(state)).map(({ unit, active }) => `${unit} on ${host} is ${active}`),
        ...(alive.has(host) ? [] : [`Neutron has not heard of the agent on ${host}`]),
      ];
    });
    return (await Promise.all(troubles)).flat();
  };
  const troubles = await watchUntil(look, UNGUARDED, ALIVE_WITHIN_MS);
  if (troubles.length > 0) return troubles.slice(0, 10).join('; ');
  return check === null ? undefined : failsFor(deps, definition, check, WORKS_WITHIN_MS);
}
