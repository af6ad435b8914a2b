import type { ReleasePair } from '../../../model/pair/release-pair';
import type { LibertyRows } from '../source/read-liberty';
import { autoAddress, canonicalAddress } from '../wanted/auto-address';
import { flag, text } from '../source/fields';
import { portKinds } from '../wanted/port-kinds';
import { autoAddressed } from '../wanted/postable';
import { wantedRules } from '../wanted/security-groups';
import { wantedSubnets } from '../wanted/subnets';
import { refusedRules } from './refused/rules';

type ProtocolNumbers = ReleasePair['network']['protocolNumbers'];

/** How a port in the old Neutron is bound that the new one binds by Open vSwitch. */
const BOUND_BY_OVS = new Set(['', 'ovs', 'unbound', 'binding_failed']);

/** Rows of the old Neutron that Stein's API does not take as they are, one sentence each. */
export function refusedRows(rows: LibertyRows, protocolNumbers: ProtocolNumbers): readonly string[] {
  return [
    ...refusedGroups(rows),
    ...refusedRules(wantedRules(rows, {}), protocolNumbers),
    ...refusedAddresses(rows),
    ...refusedBindings(rows),
  ];
}

function refusedGroups(rows: LibertyRows): string[] {
  return rows.securityGroups
    .filter((row) => text(row['name']).toLowerCase() === 'default' && !flag(row['is_default']))
    .map(
      (row) =>
        `security group ${text(row['id'])} is called ${text(row['name'])} and is not its project's default group: give it another name`,
    );
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
