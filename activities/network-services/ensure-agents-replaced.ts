import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits } from '../toolbox/switch-units';
import { readAgentsBefore, type AgentsBefore, type AgentService } from './agents-before';
import { handOver } from './hand-over';
import { proveAgents } from './prove-agents';
import { oldAgents } from './restore-agents';

export type AgentsInput = StepInput & { readonly service: AgentService };

/**
 * Stops old L3 or metadata agents and starts the new ones, which take over namespaces and devices as they are. The definition's
 * check is asked all the while, which tells the gap; if it does not work again, the old agents are started again.
 */
export function createEnsureAgentsReplaced(deps: Dependencies) {
  return async (input: AgentsInput): Promise<StepResult> => {
    const { service } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition } = access;
    const given = definition.network.services[service];
    if (given === null)
      return { changed: false, summary: `network.services.${service} is not given: nothing is handed over.` };
    const api = new NetworkApi(access.session);
    const { changed, report } = await handOver(deps, access, input, {
      service,
      title: service,
      servers: 'agents',
      agents: given.new,
      undo: 'restoreAgents',
      observe: () => readAgentsBefore(deps, definition, api, given, input),
      open: (detail) =>
        Promise.resolve({
          ...oldAgents(deps, definition, detail as unknown as AgentsBefore),
          networks: null,
          stopOld: async () => {
            await switchUnits(deps, definition, 'stop', await selectUnits(deps, definition, given.old, true));
          },
          prove: () => proveAgents(deps, definition, api, service, given),
        }),
    });
    const { machines, gapMs } = report;
    const told = gapMs === null ? '' : ` The longest time in which the check did not work: ${gapMs} ms.`;
    return { changed, summary: `The new ${service} agents run on ${machines.join(', ')}.${told}` };
  };
}
