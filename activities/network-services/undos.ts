import type { ClusterDefinition } from '../../model/cluster';
import type { Undos } from '../../model/ledger';
import type { NetworkService } from '../../model/network-services';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import type { AgentsBefore } from './agents-before';
import { loadBefore, servedNetworks } from './dhcp-before';
import type { OldSide } from './procedure';
import { notePutBack } from './put-back';
import { forgetAgents, oldAgents } from './restore-agents';
import { oldDhcp } from './restore-dhcp';
import { readServiceFact } from './service-fact';

export function createNetworkServiceUndos(deps: Dependencies): Undos {
  async function putBack(
    run: RunRef,
    definition: ClusterDefinition,
    service: NetworkService,
    { restore, gap }: OldSide,
  ): Promise<void> {
    const back = await restore();
    const ledger = await deps.ledger(definition);
    await notePutBack(ledger, run, await readServiceFact(ledger, run.cluster, service), gap, back);
  }

  return withFailures({
    restoreDhcp: async (entry, run) => {
      const before = await loadBefore(deps, entry.detail);
      const definition = await deps.readDefinition(entry.cluster);
      await putBack(run, definition, 'dhcp', oldDhcp(deps, definition, before));
      return `${servedNetworks(before).length} networks are served by their old DHCP servers.`;
    },
    restoreAgents: async (entry, run) => {
      const before = entry.detail as unknown as AgentsBefore;
      const definition = await deps.readDefinition(entry.cluster);
      await putBack(run, definition, before.service, oldAgents(deps, definition, before));
      await forgetAgents(definition, before);
      return `The ${before.service} agents are those that ran before.`;
    },
  });
}
