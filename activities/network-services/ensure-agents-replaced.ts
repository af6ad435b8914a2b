import { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { Check, HandOver, NetworkService } from '../../model/network-services';
import type { StepInput, StepResult } from '../../model/run';
import { L3_AGENT_TYPE, METADATA_AGENT_TYPE } from '../../releases/liberty-to-stein/neutron';
import { UNGUARDED, watchUntil } from '../agents/watch';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openAccess } from '../services/access';
import { selectUnits, switchUnits } from '../services/switch-units';
import { isRunning, readUnits } from '../services/units';
import { failsFor } from './checks';
import { startGapWatch } from './gap';
import { restoreAgents } from './restore-agents';
import { noteUnits, startNew, type UnitsBefore } from './units-before';

/** Stein's agents report themselves as soon as they have started. */
const ALIVE_WITHIN_MS = 120_000;
const WORKS_WITHIN_MS = 30_000;

const TYPES = { l3: L3_AGENT_TYPE, metadata: METADATA_AGENT_TYPE } as const;

export type AgentsInput = StepInput & { readonly service: Exclude<NetworkService, 'dhcp'> };

/**
 * Stops old L3 or metadata agents and starts the new ones, which take over namespaces and devices as they are. The definition's
 * check is asked all the while, which tells the gap; if it does not work again, the old agents are started again.
 */
export function createEnsureAgentsReplaced(deps: Dependencies) {
  return async (input: AgentsInput): Promise<StepResult> => {
    const { service } = input;
    const { definition, ledger, session } = await openAccess(deps, input.run.cluster);
    const handOver = definition.network.services[service];
    if (handOver === null)
      return { changed: false, summary: `network.services.${service} is not given: nothing is handed over.` };
    const undo = await ledger.readUndo(input.run.cluster, input.step);
    const due = await selectUnits(deps, definition, handOver.new, false);
    const begun = undo !== undefined && due.length === 0;
    const api = new NetworkApi(session);
    const detail =
      undo?.detail ??
      (await ledger.recordUndo(input, 'restoreAgents', {
        service,
        ...(await noteUnits(deps, definition, handOver)),
        agents: (await api.list('agent', { agent_type: TYPES[service] })).map(({ id }) => id),
      }));
    const before = detail as unknown as UnitsBefore;
    const gap = handOver.check === null ? undefined : await startGapWatch(deps, definition, input, handOver.check);
    try {
      if (!begun) {
        await switchUnits(deps, definition, 'stop', await selectUnits(deps, definition, handOver.old, true));
        await startNew(deps, definition, handOver.new);
      }
      await proveWorking(deps, definition, api, service, handOver);
    } catch (error) {
      await gap?.end();
      await restoreAgents(deps, definition, before);
      throw error;
    }
    const measured = await gap?.end();
    const told = measured === undefined ? '' : ` The longest time in which the check did not work: ${measured} ms.`;
    const hosts = handOver.new.map(({ host }) => host).join(', ');
    return { changed: !begun, summary: `The new ${service} agents run on ${hosts}.${told}` };
  };
}

async function proveWorking(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  service: AgentsInput['service'],
  { new: agents, check }: HandOver & { readonly check: Check | null },
): Promise<void> {
  const look = async (): Promise<readonly string[]> => {
    const known = await api.list('agent', { agent_type: TYPES[service] });
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
  if (troubles.length > 0) throw failure('HandOverFailed', `${service}: ${troubles.slice(0, 10).join('; ')}.`);
  if (check === null) return;
  const problem = await failsFor(deps, definition, check, WORKS_WITHIN_MS);
  if (problem !== undefined) throw failure('HandOverFailed', `${service}: ${problem}.`);
}
