import { labUuid } from '../../inventory';
import type { LibertyOptions } from '../cluster/options';
import { flatMap, lazily, type Row, type TableRows } from '../rows';
import { agentTables } from './agents';
import { networkTables, segmentId } from './networks';
import { allPorts, type Port } from './ports';
import { securityGroupTables } from './security-groups';

function portRow(port: Port): Row {
  return {
    tenant_id: port.tenant,
    id: port.id,
    name: '',
    network_id: port.network.id,
    mac_address: port.mac,
    admin_state_up: 1,
    status: port.host === '' ? 'DOWN' : 'ACTIVE',
    device_id: port.deviceId,
    device_owner: port.deviceOwner,
    dns_name: null,
  };
}

function bindingRow(port: Port): Row {
  const bound = port.host !== '';
  return {
    port_id: port.id,
    host: port.host,
    vif_type: bound ? 'ovs' : 'unbound',
    vnic_type: 'normal',
    profile: '{}',
    vif_details: bound ? JSON.stringify({ port_filter: true, ovs_hybrid_plug: port.hybridPlug }) : '',
  };
}

function levelRows({ id, host, network }: Port): Row[] {
  if (host === '') return [];
  return [{ port_id: id, host, level: 0, driver: 'openvswitch', segment_id: segmentId(network) }];
}

/** All rows of the old Neutron. */
export function neutronTables(options: LibertyOptions): readonly TableRows[] {
  const each = (table: string, rows: (port: Port) => Iterable<Row>): TableRows => ({
    table,
    rows: lazily(() => flatMap(allPorts(options), rows)),
  });
  return [
    ...agentTables().slice(0, 1),
    ...networkTables(),
    ...agentTables().slice(1),
    ...securityGroupTables(),
    each('ports', (port) => [portRow(port)]),
    each('ml2_port_bindings', (port) => [bindingRow(port)]),
    each('ml2_port_binding_levels', levelRows),
    each('portsecuritybindings', ({ id, portSecurity }) => [
      { port_id: id, port_security_enabled: Number(portSecurity) },
    ]),
    each('ipallocations', ({ id, address, network }) => [
      { port_id: id, ip_address: address, subnet_id: network.subnetId, network_id: network.id },
    ]),
    each('securitygroupportbindings', ({ id, securityGroups }) =>
      securityGroups.map((group) => ({ port_id: id, security_group_id: group })),
    ),
    each('allowedaddresspairs', ({ id, mac, addressPairs }) =>
      addressPairs.map((ip_address) => ({ port_id: id, mac_address: mac, ip_address })),
    ),
    each('extradhcpopts', ({ id, extraDhcpOptions }) =>
      Object.entries(extraDhcpOptions).map(([opt_name, opt_value]) => ({
        id: labUuid('extra-dhcp-option', id, opt_name),
        port_id: id,
        opt_name,
        opt_value,
        ip_version: 4,
      })),
    ),
  ];
}
