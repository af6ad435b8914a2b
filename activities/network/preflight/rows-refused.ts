import type { Row } from '../../../connectors/mysql/statements';
import type { ReleasePair } from '../../../model/pair/release-pair';
import type { LibertyRows } from '../source/read-liberty';
import { autoAddress, canonicalAddress } from '../wanted/auto-address';
import { flag, text } from '../source/fields';
import { portKinds } from '../wanted/port-kinds';
import { autoAddressed } from '../wanted/postable';
import { wantedSubnets } from '../wanted/subnets';

type ProtocolNumbers = ReleasePair['network']['protocolNumbers'];

const WITH_PORTS = new Set(['6', '17', '33', '132', '136']);
const ICMP = new Set(['1', '58']);
const IPV6_ONLY = new Set(['41', '43', '44', '58', '59', '60']);
const EVERYWHERE = new Set(['', '0.0.0.0/0', '::/0']);
/** How a port in the old Neutron is bound that the new one binds by Open vSwitch. */
const BOUND_BY_OVS = new Set(['', 'ovs', 'unbound', 'binding_failed']);

/** Rows of the old Neutron that Stein's API does not take as they are, one sentence each. */
export function refusedRows(rows: LibertyRows, protocolNumbers: ProtocolNumbers): readonly string[] {
  return [
    ...refusedGroups(rows),
    ...refusedRules(rows, protocolNumbers),
    ...refusedAddresses(rows),
    ...refusedBindings(rows),
  ];
}

function refusedGroups(rows: LibertyRows): string[] {
  return rows.securityGroups
    .filter((row) => text(row['name']) === 'default' && !flag(row['is_default']))
    .map((row) => `security group ${text(row['id'])} is called default and is not its project's default group`);
}

function refusedRules(rows: LibertyRows, protocolNumbers: ProtocolNumbers): string[] {
  const seen = new Map<string, string>();
  return rows.securityGroupRules.flatMap((row) => {
    const id = text(row['id']);
    const name = text(row['protocol']);
    const protocol = protocolNumbers[name.toLowerCase()] ?? name;
    const key = ruleKey(row, protocol);
    const twin = seen.get(key);
    seen.set(key, twin ?? id);
    if (twin !== undefined) return [`security group rule ${id} allows the same as ${twin} of the same group`];
    const ports = row['port_range_min'] !== null || row['port_range_max'] !== null;
    if (ports && protocol === '') return [`security group rule ${id} has ports and no protocol`];
    if (ports && !WITH_PORTS.has(protocol) && !ICMP.has(protocol))
      return [`security group rule ${id} has ports for protocol ${protocol}, which has none`];
    if (IPV6_ONLY.has(protocol) && text(row['ethertype']) === 'IPv4')
      return [`security group rule ${id} is for IPv4 and names protocol ${protocol} of IPv6`];
    return [];
  });
}

/** Stein takes rules for the same that differ in how they spell "from everywhere" or the protocol. */
function ruleKey(row: Row, protocol: string): string {
  const prefix = text(row['remote_ip_prefix']);
  return JSON.stringify([
    ...['security_group_id', 'direction', 'ethertype', 'port_range_min', 'port_range_max', 'remote_group_id'].map(
      (column) => text(row[column]),
    ),
    protocol,
    EVERYWHERE.has(prefix) ? '' : canonicalAddress(prefix),
  ]);
}

/** On a subnet with automatic addresses nobody but a router may have another one than its MAC gives. */
function refusedAddresses(rows: LibertyRows): string[] {
  const subnets = wantedSubnets(rows);
  const auto = autoAddressed(subnets);
  const cidrs = new Map(subnets.map((subnet) => [subnet.id, text(subnet['cidr'])]));
  const kindOf = portKinds(rows, []);
  const ports = new Map(rows.ports.filter((row) => kindOf(row) !== 'left').map((row) => [text(row['id']), row]));
  return rows.fixedIps.flatMap((row) => {
    const subnet = text(row['subnet_id']);
    const port = ports.get(text(row['port_id']));
    if (port === undefined || !auto.has(subnet)) return [];
    const expected = autoAddress(cidrs.get(subnet) ?? '', text(port['mac_address']));
    const address = text(row['ip_address']);
    if (canonicalAddress(address) === expected) return [];
    return [`port ${text(port['id'])} has ${address} where its MAC gives ${expected}`];
  });
}

function refusedBindings(rows: LibertyRows): string[] {
  const kindOf = portKinds(rows, []);
  return rows.ports
    .filter((row) => kindOf(row) === 'own' && text(row['host']) !== '' && !BOUND_BY_OVS.has(text(row['vif_type'])))
    .map((row) => `port ${text(row['id'])} is bound by ${text(row['vif_type'])} and not by Open vSwitch`);
}
