import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { byColumn, type LibertyRows } from '../source/read-liberty';
import { flag, identity, optional, text } from '../source/fields';

/** Liberty's subnets as bodies of a POST. */
export function wantedSubnets(rows: LibertyRows): NetworkObject[] {
  const pools = byColumn(rows.allocationPools, 'subnet_id');
  const nameservers = byColumn(rows.nameservers, 'subnet_id');
  const routes = byColumn(rows.hostRoutes, 'subnet_id');
  return rows.subnets.map((row) => ({
    ...identity(row),
    network_id: text(row['network_id']),
    ip_version: Number(row['ip_version']),
    cidr: text(row['cidr']),
    // Null stands for "no gateway"; left out, Neutron would choose one.
    gateway_ip: row['gateway_ip'] ?? null,
    enable_dhcp: flag(row['enable_dhcp']),
    ...optional('ipv6_ra_mode', row['ipv6_ra_mode']),
    ...optional('ipv6_address_mode', row['ipv6_address_mode']),
    allocation_pools: pools(row['id']).map((pool) => ({ start: text(pool['first_ip']), end: text(pool['last_ip']) })),
    dns_nameservers: nameservers(row['id']).map(({ address }) => text(address)),
    host_routes: routes(row['id']).map((route) => ({
      destination: text(route['destination']),
      nexthop: text(route['nexthop']),
    })),
  }));
}
