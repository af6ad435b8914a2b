import type { Dependencies } from '../dependencies';
import { withFailures } from '../services/with-failures';
import { createEnsureAgentRows } from './ensure-agent-rows';
import { createEnsureNetworks, createEnsureSubnets } from './ensure-networks';
import { createEnsurePorts } from './ensure-ports';
import { createEnsureQuotas, createEnsureQuotasLifted } from './ensure-quotas';
import { createEnsureSecurityGroups } from './ensure-security-groups';
import { createReadNetworkBlockers } from './read-blockers';
import { createVerifyNetwork } from './verify-network';

export function createNetworkActivities(deps: Dependencies) {
  return withFailures({
    readNetworkBlockers: createReadNetworkBlockers(deps),
    ensureAgentRows: createEnsureAgentRows(deps),
    ensureQuotasLifted: createEnsureQuotasLifted(deps),
    ensureQuotas: createEnsureQuotas(deps),
    ensureSecurityGroups: createEnsureSecurityGroups(deps),
    ensureNetworks: createEnsureNetworks(deps),
    ensureSubnets: createEnsureSubnets(deps),
    ensurePorts: createEnsurePorts(deps),
    verifyNetwork: createVerifyNetwork(deps),
  });
}
