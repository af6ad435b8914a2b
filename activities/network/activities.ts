import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureAgentRows } from './ensure-agent-rows';
import { createEnsureExtensionRemoved } from './ensure-extension-removed';
import { createEnsureFloatingIps } from './ensure-floating-ips';
import { createEnsureInfoCachesFit } from './ensure-info-caches-fit';
import { createEnsureNetworks, createEnsureSubnets } from './ensure-networks';
import { createEnsurePorts } from './ensure-ports';
import { createEnsureQuotas, createEnsureQuotasLifted } from './ensure-quotas';
import { createEnsureRouters } from './ensure-routers';
import { createEnsureSecurityGroups } from './ensure-security-groups';
import { createEnsureSharing } from './ensure-sharing';
import { createEnsureTunnelEndpoints } from './ensure-tunnel-endpoints';
import { createReadNetworkBlockers } from './preflight/read-blockers';
import { createReadPlugs } from './read-plugs';
import { createVerifyIdsTaken } from './verify-ids-taken';
import { createVerifyInfoCaches } from './verify-info-caches';
import { createVerifyNetwork } from './verify-network';

export function createNetworkActivities(deps: Dependencies) {
  return withFailures({
    readNetworkBlockers: createReadNetworkBlockers(deps),
    verifyIdsTaken: createVerifyIdsTaken(deps),
    ensureAgentRows: createEnsureAgentRows(deps),
    ensureTunnelEndpoints: createEnsureTunnelEndpoints(deps),
    ensureQuotasLifted: createEnsureQuotasLifted(deps),
    ensureQuotas: createEnsureQuotas(deps),
    ensureSecurityGroups: createEnsureSecurityGroups(deps),
    ensureNetworks: createEnsureNetworks(deps),
    ensureSharing: createEnsureSharing(deps),
    ensureSubnets: createEnsureSubnets(deps),
    readPlugs: createReadPlugs(deps),
    ensurePorts: createEnsurePorts(deps),
    ensureRouters: createEnsureRouters(deps),
    ensureFloatingIps: createEnsureFloatingIps(deps),
    verifyNetwork: createVerifyNetwork(deps),
    verifyInfoCaches: createVerifyInfoCaches(deps),
    ensureInfoCachesFit: createEnsureInfoCachesFit(deps),
    ensureExtensionRemoved: createEnsureExtensionRemoved(deps),
  });
}
