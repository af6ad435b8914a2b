import { readNetworkBlockers } from './preflight/read-blockers';
import { verifyIdsTaken } from './verify-ids-taken';
import { ensureAgentRows } from './ensure-agent-rows';
import { ensureTunnelEndpoints } from './ensure-tunnel-endpoints';
import { ensureQuotasLifted } from './ensure-quotas-lifted';
import { ensureQuotas } from './ensure-quotas';
import { ensureGoneRemoved } from './ensure-gone-removed';
import { ensureSecurityGroups } from './ensure-security-groups';
import { ensureNetworks } from './ensure-networks';
import { ensureSharing } from './ensure-sharing';
import { ensureSubnets } from './ensure-subnets';
import { readPlugs } from './read-plugs';
import { ensurePorts } from './ensure-ports';
import { ensureRouters } from './ensure-routers';
import { ensureFloatingIps } from './ensure-floating-ips';
import { verifyNetwork } from './verify-network';
import { verifyInfoCaches } from './verify-info-caches';
import { ensureInfoCachesFilled } from './ensure-info-caches-filled';
import { ensureInfoCachesFit } from './ensure-info-caches-fit';
import { ensureExtensionRemoved } from './ensure-extension-removed';

/** Networks, ports and what belongs to them, with the ids that they had. */
export const NETWORK_STEPS = {
  readNetworkBlockers,
  verifyIdsTaken,
  ensureAgentRows,
  ensureTunnelEndpoints,
  ensureQuotasLifted,
  ensureQuotas,
  ensureGoneRemoved,
  ensureSecurityGroups,
  ensureNetworks,
  ensureSharing,
  ensureSubnets,
  readPlugs,
  ensurePorts,
  ensureRouters,
  ensureFloatingIps,
  verifyNetwork,
  ensureInfoCachesFilled,
  verifyInfoCaches,
  ensureInfoCachesFit,
  ensureExtensionRemoved,
};
