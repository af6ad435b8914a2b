import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureAgentsReplaced } from './ensure-agents-replaced';
import { createEnsureDhcpHandedOver } from './ensure-dhcp-handed-over';
import { createReadServiceBlockers } from './read-service-blockers';

export function createNetworkServiceActivities(deps: Dependencies) {
  return withFailures({
    readServiceBlockers: createReadServiceBlockers(deps),
    ensureDhcpHandedOver: createEnsureDhcpHandedOver(deps),
    ensureAgentsReplaced: createEnsureAgentsReplaced(deps),
  });
}
