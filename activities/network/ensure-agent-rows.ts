import { z } from 'zod';
import type { StepInput, StepResult } from '../../model/run';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { AgentRows, sameStandIn, standIn } from './target/agent-rows';
import { readNetworkUndos } from './target/claims';
import { recordList } from './target/ensure-objects';
import { untilSettled } from './target/recorded-proof';
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
 * Gives the new Neutron a living row for every Open vSwitch agent of the old one: ML2 binds a port to no host without. Those that stand in
 * are as the old side has them, and go when it has them no more; hosts that have a real agent already are left alone.
 */
export const ensureAgentRows = defineStep({
  name: 'ensureAgentRows',
  once: 'never',
  undo: removeAgentRows,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, target } = access;
    const register = async (): Promise<StepResult> => {
      const { agents } = await readNetwork(access);
      const rows = new AgentRows(target, definition.target.databases.neutron);
      const datapathOf = await readHostDatapaths(ledger, input.run.cluster, definition);
      const wanted = agents.map((row) => standIn(row, definition, datapathOf));
      const ours = new Set(
        removeAgentRows.detailsOf(await readNetworkUndos(ledger, input.run.cluster)).flatMap(({ ids }) => ids),
      );
      const standing = (await rows.registered()).filter(({ id }) => ours.has(id));
      const wantedById = new Map(wanted.map((agent) => [agent.id, agent]));
      const gone = standing.filter(({ id }) => !wantedById.has(id));
      for (const { id } of gone) await rows.removeStandIn(id);
      const changed = standing.flatMap((agent) => {
        const now = wantedById.get(agent.id);
        return now === undefined || sameStandIn(agent, now) ? [] : [now];
      });
      for (const agent of changed) await rows.replace(agent);

      const present = await rows.hosts();
      const missing = wanted.filter(({ host }) => !present.has(host));
      await recordList(ledger, input, removeAgentRows, {
        items: missing.map(({ id }) => id),
        itemsOf: ({ ids }) => ids,
        detailOf: (ids) => ({ ids }),
      });
      for (const agent of missing) await rows.insert(agent);
      await rows.renew();
      return {
        changed: missing.length + changed.length + gone.length > 0,
        summary: `${agents.length} Open vSwitch agents, ${missing.length} of them registered now, ${changed.length} changed, ${gone.length} taken away.`,
      };
    };
    return untilSettled(ledger, input, register, { evenUnchanged: true });
  },
});
