import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { selectUnits, switchUnits } from '../toolbox/switch-units';
import { agentsBeforeSchema, readAgentsBefore, type AgentService } from './agents-before';
import { handOver } from './hand-over';
import { proveAgents } from './prove-agents';
import { putBack } from './put-back';
import { forgetAgents, oldAgents } from './restore-agents';

export type AgentsInput = StepInput & { readonly service: AgentService };

const restoreAgents = defineUndo({
  kind: 'restoreAgents',
  detail: agentsBeforeSchema,
  undo: async (deps, before, { cluster, run }) => {
    const definition = await deps.readDefinition(cluster);
    await putBack(deps, run, definition, before.service, oldAgents(deps, definition, before));
    await forgetAgents(definition, before);
    return `The ${before.service} agents are those that ran before.`;
  },
});

/**
 * Stops old L3 or metadata agents and starts the new ones, which take over namespaces and devices as they are. The definition's
 * check is asked all the while, which tells the gap; if it does not work again, the old agents are started again.
 */
export const ensureAgentsReplaced = defineStep({
  name: 'ensureAgentsReplaced',
  once: 'done',
  undo: restoreAgents,
  run: async (deps: Dependencies, input: AgentsInput): Promise<StepResult> => {
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
      undo: restoreAgents,
      observe: () => readAgentsBefore(deps, definition, api, given, input),
      open: (before) =>
        Promise.resolve({
          ...oldAgents(deps, definition, before),
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
  },
});
