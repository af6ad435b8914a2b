import type { Row, TableRows } from '../../rows';
import { AWKWARD, BLUE, odd } from './names';
import { FLOATING, ROUTER, UNUSED_FLOATING } from './port-list';

function router(id: string, name: string, up: boolean, gw_port_id: string | null): Row {
  return { tenant_id: BLUE, id, name, status: 'ACTIVE', admin_state_up: Number(up), gw_port_id, enable_snat: 0 };
}

function attachRow(port: string, port_type: string): Row {
  return { router_id: ROUTER, port_id: odd('port', port), port_type };
}

function floating(id: string, port: string, address: string, fixed: string | null): Row {
  return {
    ...{ tenant_id: BLUE, id, floating_ip_address: address, floating_network_id: odd('network', 'external') },
    ...{ floating_port_id: odd('port', port), fixed_port_id: fixed === null ? null : odd('port', 'six') },
    ...{ fixed_ip_address: fixed, router_id: fixed === null ? null : ROUTER },
    ...{ last_known_router_id: null, status: 'DOWN' },
  };
}

/** A router with a gateway, two interfaces and routes, one with nothing, and two floating IPs, one of them in use. */
export function oddRouterTables(): readonly TableRows[] {
  const idle = odd('router', 'idle');
  return [
    {
      table: 'routers',
      rows: [router(ROUTER, AWKWARD, true, odd('port', 'gateway')), router(idle, '', false, null)],
    },
    {
      table: 'router_extra_attributes',
      rows: [{ router_id: ROUTER, distributed: 0, service_router: 0, ha: 0, ha_vr_id: 0 }],
    },
    {
      table: 'routerports',
      rows: [
        attachRow('interface-four', 'network:router_interface'),
        attachRow('interface-six', 'network:router_interface'),
        attachRow('gateway', 'network:router_gateway'),
      ],
    },
    {
      table: 'routerroutes',
      rows: [
        { destination: '10.99.0.0/16', nexthop: '192.0.2.200', router_id: ROUTER },
        { destination: '10.98.0.0/16', nexthop: '203.0.113.2', router_id: ROUTER },
      ],
    },
    {
      table: 'floatingips',
      rows: [
        floating(FLOATING, 'floating', '203.0.113.151', '192.0.2.66'),
        floating(UNUSED_FLOATING, 'floating-unused', '203.0.113.20', null),
      ],
    },
  ];
}
