import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { DHCP_OWNER, RESERVED_DHCP_PORT } from '../../../releases/liberty-to-stein/neutron';
import type { Row } from '../../services/query';
import { byColumn, type LibertyRows } from '../read-liberty';
import { flag, identity, json, text } from './fields';
import type { DefaultGroups } from './security-groups';

/** A router's or floating IP's port: it comes into being with its router, never by a POST of its own. */
export function isLeftOut(port: Row): boolean {
  const owner = text(port['device_owner']);
  return owner.startsWith('network:') && owner !== DHCP_OWNER;
}

/** Liberty's ports as bodies of a POST. A DHCP agent's port keeps its id and address, reserved for any new agent. */
export function wantedPorts(rows: LibertyRows, defaults: DefaultGroups): NetworkObject[] {
  const addresses = byColumn(rows.fixedIps, 'port_id');
  const groups = byColumn(rows.portGroups, 'port_id');
  const pairs = byColumn(rows.addressPairs, 'port_id');
  const options = byColumn(rows.dhcpOptions, 'port_id');
  return rows.ports
    .filter((row) => !isLeftOut(row))
    .map((row) => ({
      ...identity(row),
      network_id: text(row['network_id']),
      mac_address: text(row['mac_address']),
      admin_state_up: flag(row['admin_state_up']),
      device_owner: text(row['device_owner']),
      ...binding(row),
      fixed_ips: addresses(row['id']).map((address) => ({
        subnet_id: text(address['subnet_id']),
        ip_address: text(address['ip_address']),
      })),
      security_groups: groups(row['id']).map((group) => {
        const id = text(group['security_group_id']);
        return defaults[id] ?? id;
      }),
      allowed_address_pairs: pairs(row['id']).map((pair) => ({
        mac_address: text(pair['mac_address']),
        ip_address: text(pair['ip_address']),
      })),
      extra_dhcp_opts: options(row['id']).map((option) => ({
        opt_name: text(option['opt_name']),
        opt_value: text(option['opt_value']),
        ip_version: Number(option['ip_version']),
      })),
      ...(row['port_security_enabled'] === null ? {} : { port_security_enabled: flag(row['port_security_enabled']) }),
    }));
}

function binding(row: Row): Readonly<Record<string, ReturnType<typeof json> | string>> {
  if (row['device_owner'] === DHCP_OWNER) return { device_id: RESERVED_DHCP_PORT, 'binding:host_id': '' };
  const profile = json(row['profile']);
  return {
    device_id: text(row['device_id']),
    'binding:host_id': text(row['host']),
    'binding:vnic_type': text(row['vnic_type']) || 'normal',
    ...(Object.keys(profile).length === 0 ? {} : { 'binding:profile': profile }),
  };
}
