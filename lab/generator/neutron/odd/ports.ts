import type { Row, TableRows } from '../../rows';
import { odd } from './names';
import { PORTS, ROUTED_PORTS, type OddPort } from './port-list';

function details({ hybrid = false }: OddPort): string {
  return JSON.stringify({ port_filter: true, ovs_hybrid_plug: hybrid });
}

/** Ports as they are seldom seen; with a router's and floating IPs' where they are asked for. */
export function oddPortTables(routed: boolean): readonly TableRows[] {
  const ports = routed ? [...PORTS, ...ROUTED_PORTS] : PORTS;
  const each = (table: string, rows: (port: OddPort) => readonly Row[]): TableRows => ({
    table,
    rows: ports.flatMap(rows),
  });
  return [
    each('ports', ({ key, network, owner, name = '', mac, up = true, deviceId = '', deviceOwner = '' }) => [
      {
        ...{ tenant_id: owner, id: odd('port', key), name, network_id: odd('network', network), mac_address: mac },
        ...{
          admin_state_up: Number(up),
          status: 'DOWN',
          device_id: deviceId,
          device_owner: deviceOwner,
          dns_name: null,
        },
      },
    ]),
    each('ml2_port_bindings', (port) => [
      {
        ...{ port_id: odd('port', port.key), host: port.host ?? '', vnic_type: 'normal', profile: port.profile ?? '' },
        vif_type: port.host === undefined ? 'unbound' : 'ovs',
        vif_details: port.host === undefined ? '' : details(port),
      },
    ]),
    each('ml2_port_binding_levels', ({ key, host, vlan }) => {
      if (host === undefined || vlan === undefined) return [];
      const segment_id = odd('segment', String(vlan));
      return [{ port_id: odd('port', key), host, level: 0, driver: 'openvswitch', segment_id }];
    }),
    each('portsecuritybindings', ({ key, portSecurity = true }) => [
      { port_id: odd('port', key), port_security_enabled: Number(portSecurity) },
    ]),
    each('ipallocations', ({ key, network, addresses }) =>
      addresses.map(([subnet, ip_address]) => ({
        ...{ port_id: odd('port', key), ip_address, subnet_id: odd('subnet', subnet) },
        network_id: odd('network', network),
      })),
    ),
    each('securitygroupportbindings', ({ key, groups = [] }) =>
      groups.map((group) => ({ port_id: odd('port', key), security_group_id: odd('group', group) })),
    ),
    each('allowedaddresspairs', ({ key, pairs = [] }) =>
      pairs.map(([mac_address, ip_address]) => ({ port_id: odd('port', key), mac_address, ip_address })),
    ),
    each('extradhcpopts', ({ key, options = [] }) =>
      options.map(([opt_name, opt_value, ip_version]) => ({
        ...{ id: odd('dhcp-option', `${key}-${opt_name}`), port_id: odd('port', key), opt_name, opt_value, ip_version },
      })),
    ),
  ];
}
