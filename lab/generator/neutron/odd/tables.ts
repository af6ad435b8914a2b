import type { TableRows } from '../../rows';
import { oddNetworkTables } from './networks';
import { oddPortTables } from './ports';
import { oddRouterTables } from './routers';
import { oddSecurityGroupTables } from './security-groups';
import { oddTunnelTables } from './tunnels';

/** Rows for Liberty's Neutron that go on top of the lab's: what is rarely seen, and must be copied all the same. */
export function oddTables({ routed }: { readonly routed: boolean }): readonly TableRows[] {
  return [
    ...oddNetworkTables(),
    ...oddSecurityGroupTables(),
    ...oddPortTables(routed),
    ...oddTunnelTables(),
    ...(routed ? oddRouterTables() : []),
  ];
}
