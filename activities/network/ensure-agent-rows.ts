import { z } from 'zod';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { AgentRows, standIn } from './target/agent-rows';
import { readHostDatapaths } from './source/host-datapaths';
import { readNetwork } from './source/read-liberty';

const removeAgentRows = defineUndo({
  kind: 'removeAgentRows',
  detail: z.object({ ids: z.array(z.string()).readonly() }),
  undo: async (deps, { ids }, { cluster }) => {
    const { definition, target } = await openAccess(deps, cluster);
    const rows = new AgentRows(target, definition.target.databases.neutron);
    for (const id of ids) await rows.remove(id);
    return `${ids.length} agents are no longer registered.`;
  },
});

/**
 * Gives the new Neutron a living row for every Open vSwitch agent of the old one: ML2 binds a port to no host without.
 * Hosts that have an agent already are left alone.
 */
export const ensureAgentRows = defineStep({
  name: 'ensureAgentRows',
  once: 'done',
  undo: removeAgentRows,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, target } = access;
    const { agents } = await readNetwork(access);
    const rows = new AgentRows(target, definition.target.databases.neutron);
    const present = await rows.hosts();
    const datapathOf = await readHostDatapaths(ledger, input.run.cluster, definition);
    const missing = agents.map((row) => standIn(row, definition, datapathOf)).filter(({ host }) => !present.has(host));
    if (missing.length > 0) await removeAgentRows.record(ledger, input, { ids: missing.map(({ id }) => id) });
    for (const agent of missing) await rows.insert(agent);
    await rows.renew();
    return {
      changed: missing.length > 0,
      summary: `${agents.length} Open vSwitch agents, ${missing.length} of them registered now.`,
    };
  },
});
