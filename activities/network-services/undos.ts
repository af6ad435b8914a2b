import type { Undos } from '../../model/ledger';
import { L3_AGENT_TYPE, METADATA_AGENT_TYPE } from '../../releases/liberty-to-stein/neutron';
import type { Dependencies } from '../dependencies';
import { withFailures } from '../services/with-failures';
import { loadBefore, servedNetworks } from './dhcp-before';
import { forgetAgents, restoreAgents } from './restore-agents';
import { restoreDhcp } from './restore-dhcp';
import type { UnitsBefore } from './units-before';

export function createNetworkServiceUndos(deps: Dependencies): Undos {
  return withFailures({
    restoreDhcp: async (entry) => {
      const before = await loadBefore(deps, entry.detail);
      await restoreDhcp(deps, await deps.readDefinition(entry.cluster), before);
      return `${servedNetworks(before).length} networks are served by their old DHCP servers.`;
    },
    restoreAgents: async (entry) => {
      const { service, agents, ...before } = entry.detail as unknown as UnitsBefore & {
        readonly service: 'l3' | 'metadata';
        readonly agents: readonly string[];
      };
      const definition = await deps.readDefinition(entry.cluster);
      await restoreAgents(deps, definition, before);
      await forgetAgents(definition, service === 'l3' ? L3_AGENT_TYPE : METADATA_AGENT_TYPE, agents);
      return `The ${service} agents are those that ran before.`;
    },
  });
}
