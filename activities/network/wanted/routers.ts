import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Row } from '../../../connectors/mysql/statements';
import type { JsonObject } from '../../../model/json';
import type { CreatedOnDemand } from '../../../model/network-choices';
import { byColumn, type LibertyRows } from '../source/read-liberty';
import { flag, identity, text } from '../source/fields';
import { creatableRouters } from './port-kinds';

/** Liberty's routers as the new Neutron is to have them, where the definition asks for them. */
export function wantedRouters(rows: LibertyRows, create: readonly CreatedOnDemand[]): NetworkObject[] {
  const gateways = new Map(rows.ports.map((row) => [text(row['id']), row]));
  const addresses = byColumn(rows.fixedIps, 'port_id');
  const routes = byColumn(rows.routerRoutes, 'router_id');
  return creatableRouters(rows, create).map((row) => ({
    ...identity(row),
    admin_state_up: flag(row['admin_state_up']),
    external_gateway_info: gateway(row, gateways.get(text(row['gw_port_id'])), addresses(row['gw_port_id'])),
    routes: routes(row['id']).map((route) => ({
      destination: text(route['destination']),
      nexthop: text(route['nexthop']),
    })),
  }));
}

/** The new Neutron's routers as they are, wherever they are. */
export function presentRouters(rows: LibertyRows): NetworkObject[] {
  const everyOne = rows.routers.map((row) => ({ ...row, distributed: 0, ha: 0 }));
  return wantedRouters({ ...rows, routers: everyOne }, ['routers']);
}

function gateway(router: Row, port: Row | undefined, addresses: readonly Row[]): JsonObject | null {
  if (port === undefined) return null;
  return {
    network_id: text(port['network_id']),
    enable_snat: flag(router['enable_snat']),
    external_fixed_ips: addresses.map((address) => ({
      subnet_id: text(address['subnet_id']),
      ip_address: text(address['ip_address']),
    })),
  };
}

/** Router → the ports by which it is in its networks, its gateway not among them. */
export function routerInterfaces(
  rows: LibertyRows,
  create: readonly CreatedOnDemand[],
): readonly { readonly router: string; readonly port: string }[] {
  const routers = new Set(creatableRouters(rows, create).map((row) => text(row['id'])));
  const gateways = new Set(rows.routers.map((row) => text(row['gw_port_id'])));
  return rows.routerPorts
    .map((row) => ({ router: text(row['router_id']), port: text(row['port_id']) }))
    .filter(({ router, port }) => routers.has(router) && !gateways.has(port));
}

/** Liberty's floating IPs, where the definition asks for them. */
export function wantedFloatingIps(rows: LibertyRows, create: readonly CreatedOnDemand[]): NetworkObject[] {
  if (!create.includes('floatingIps')) return [];
  return rows.floatingIps.map((row) => ({
    id: text(row['id']),
    project_id: text(row['project_id']),
    floating_ip_address: text(row['floating_ip_address']),
    floating_network_id: text(row['floating_network_id']),
    port_id: row['port_id'] ?? null,
    fixed_ip_address: row['fixed_ip_address'] ?? null,
    router_id: row['router_id'] ?? null,
  }));
}
