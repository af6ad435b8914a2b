import type { NetworkApi } from '../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../model/cluster';
import type { HandOver } from '../../model/network-services';
import { UNGUARDED, watchUntil } from '../agents/guard/watch';
import type { Dependencies } from '../dependencies';
import { selectUnits, switchUnits } from '../toolbox/switch-units';
import { dhcpTroubles } from './dhcp-troubles';
import { giveNetworks } from './give-networks';

/** An agent reads all its networks when it starts, and sets one after the other up. */
const SERVED_WITHIN_MS = 120_000;
const EACH_NETWORK_MS = 2_000;
/** Without progress for so long new agents are started again. */
const STALLED_MS = 20_000;
/** Then for so many times as long: they have read their networks now, and on a busy machine their helpers alone take half a minute. */
const MORE_PATIENT = 4;

/**
 * Waits until new agents serve these networks; answers what is left after two minutes, and two seconds more for each. An agent reads its networks as it starts and
 * listens for more a few seconds later: of those that Neutron gives it in between it never hears. Started again it reads them.
 */
export async function untilDhcpServed(
  deps: Dependencies,
  definition: ClusterDefinition,
  api: NetworkApi,
  agents: HandOver['new'],
  networks: readonly string[],
): Promise<readonly string[]> {
  let least = Infinity;
  let since = Date.now();
  let patienceMs = STALLED_MS;
  const look = async () => {
    const troubles = await dhcpTroubles(deps, definition, api, agents, networks);
    if (troubles.length === 0) return troubles;
    await giveNetworks(api, agents, networks);
    if (troubles.length < least) {
      least = troubles.length;
      since = Date.now();
    } else if (Date.now() - since > patienceMs) {
      await switchUnits(deps, definition, 'restart', await selectUnits(deps, definition, agents, true));
      patienceMs *= MORE_PATIENT;
      since = Date.now();
    }
    return troubles;
  };
  return watchUntil(look, UNGUARDED, SERVED_WITHIN_MS + networks.length * EACH_NETWORK_MS);
}
