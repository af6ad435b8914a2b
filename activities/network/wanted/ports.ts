import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Row } from '../../../connectors/mysql/statements';
import type { JsonObject } from '../../../model/json';
import type { CreatedOnDemand } from '../../../model/network-choices';
import { RESERVED_DHCP_PORT } from '../../../model/network/neutron-names';
import { byColumn, type LibertyRows } from '../source/read-liberty';
import { flag, identity, json, text } from '../source/fields';
import { portKinds, type PortKind } from './port-kinds';
import type { DefaultGroups } from './security-groups';

/** A port as the new Neutron is to have it in the end, and how it comes into being. */
export interface WantedPort {
  readonly kind: Exclude<PortKind, 'left'>;
  readonly port: NetworkObject;
}

/** Liberty's ports. A DHCP agent's port keeps its id, address and host, reserved for any new agent. */
export function wantedPorts(
  rows: LibertyRows,
  defaults: DefaultGroups,
  create: readonly CreatedOnDemand[],
): WantedPort[] {
  const kindOf = portKinds(rows, create);
  const lists = listsOf(rows, defaults);
  const fields = portFields(rows, defaults);
  const hosts = new Set(rows.agents.map((row) => text(row['host'])));
  return rows.ports.flatMap((row): readonly WantedPort[] => {
    const kind = kindOf(row);
    if (kind === 'left') return [];
    if (kind === 'born') return [{ kind, port: bornPort(row, lists.fixedIps(row)) }];
    return [{ kind, port: { ...fields(row), ...binding(row, kind, hosts) } }];
  });
}

/** The new Neutron's ports as they are. */
export function presentPorts(rows: LibertyRows): NetworkObject[] {
  const fields = portFields(rows, {});
  return rows.ports.map((row) => ({
    ...fields(row),
    device_id: text(row['device_id']),
    'binding:host_id': text(row['host']),
    'binding:vnic_type': text(row['vnic_type']) || 'normal',
    'binding:profile': json(row['profile']),
    'binding:vif_type': text(row['vif_type']),
    'binding:vif_details': json(row['vif_details']),
  }));
}

/** What a port is apart from its device and its binding. */
function portFields(rows: LibertyRows, defaults: DefaultGroups): (row: Row) => NetworkObject {
  const lists = listsOf(rows, defaults);
  return (row) => ({
    ...identity(row),
    network_id: text(row['network_id']),
    mac_address: text(row['mac_address']),
    admin_state_up: flag(row['admin_state_up']),
    device_owner: text(row['device_owner']),
    fixed_ips: lists.fixedIps(row),
    security_groups: lists.groups(row),
    allowed_address_pairs: lists.pairs(row),
    extra_dhcp_opts: lists.options(row),
    ...(row['port_security_enabled'] === null ? {} : { port_security_enabled: flag(row['port_security_enabled']) }),
  });
}

function listsOf(rows: LibertyRows, defaults: DefaultGroups) {
  const addresses = byColumn(rows.fixedIps, 'port_id');
  const groups = byColumn(rows.portGroups, 'port_id');
  const pairs = byColumn(rows.addressPairs, 'port_id');
  const options = byColumn(rows.dhcpOptions, 'port_id');
  return {
    fixedIps: (row: Row): JsonObject[] =>
      addresses(row['id']).map((address) => ({
        subnet_id: text(address['subnet_id']),
        ip_address: text(address['ip_address']),
      })),
    groups: (row: Row): string[] =>
      groups(row['id']).map((group) => {
        const id = text(group['security_group_id']);
        return defaults[id] ?? id;
      }),
    pairs: (row: Row): JsonObject[] =>
      pairs(row['id']).map((pair) => ({
        mac_address: text(pair['mac_address']),
        ip_address: text(pair['ip_address']),
      })),
    options: (row: Row): JsonObject[] =>
      options(row['id']).map((option) => ({
        opt_name: text(option['opt_name']),
        opt_value: text(option['opt_value']),
        ip_version: Number(option['ip_version']),
      })),
  };
}

/** A port that Neutron makes with its router or floating IP: what else it has is Neutron's own affair. */
function bornPort(row: Row, fixedIps: readonly JsonObject[]): NetworkObject {
  return {
    id: text(row['id']),
    network_id: text(row['network_id']),
    mac_address: text(row['mac_address']),
    device_id: text(row['device_id']),
    device_owner: text(row['device_owner']),
    fixed_ips: fixedIps,
  };
}

function binding(row: Row, kind: PortKind, hosts: ReadonlySet<string>): JsonObject {
  const host = text(row['host']);
  // Where the old server's port hangs on a hypervisor, its new agent must know it, or the server goes dark before its time.
  if (kind === 'dhcp') return { device_id: RESERVED_DHCP_PORT, 'binding:host_id': hosts.has(host) ? host : '' };
  const profile = json(row['profile']);
  return {
    device_id: text(row['device_id']),
    // A router's agent binds its ports itself where no Open vSwitch agent of the old side does.
    'binding:host_id': kind === 'interface' && !hosts.has(host) ? '' : host,
    'binding:vnic_type': text(row['vnic_type']) || 'normal',
    ...(Object.keys(profile).length === 0 ? {} : { 'binding:profile': profile }),
  };
}
