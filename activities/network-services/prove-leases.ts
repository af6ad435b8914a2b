import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { failsFor } from './checks';
import type { DhcpHandOver } from './dhcp-before';
import { untilDhcpServed } from './until-dhcp-served';

const RENEWED_WITHIN_MS = 20_000;

/** What VMs still lack of the new servers; undefined when every lease check has renewed its lease. */
export async function proveLeases(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  dhcp: DhcpHandOver,
  networks: readonly string[],
  renewed: (network: string) => void,
): Promise<string | undefined> {
  const troubles = await untilDhcpServed(deps, definition, api, dhcp.new, networks);
  if (troubles.length > 0) return troubles.slice(0, 10).join('; ');
  for (const check of dhcp.leaseChecks) {
    const problem = await failsFor(deps, definition, check, RENEWED_WITHIN_MS);
    if (problem !== undefined) return `no lease was renewed on ${check.network}: ${problem}`;
    renewed(check.network);
  }
  return undefined;
}
