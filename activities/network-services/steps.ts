import { readServiceBlockers } from './read-service-blockers';
import { ensureDhcpHandedOver } from './ensure-dhcp-handed-over';
import { ensureAgentsReplaced } from './ensure-agents-replaced';

/** DHCP, L3 and metadata agents. */
export const NETWORK_SERVICE_STEPS = {
  readServiceBlockers,
  ensureDhcpHandedOver,
  ensureAgentsReplaced,
};
