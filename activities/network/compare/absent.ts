import type { NetworkObject } from '../../../connectors/openstack/network-api';

/** Fields that an object of the old side need not have, and the new one's then must not have either, by kind. */
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  subnet: ['ipv6_ra_mode', 'ipv6_address_mode'],
  port: ['binding:profile'],
  security_group_rule: ['protocol', 'port_range_min', 'port_range_max', 'remote_ip_prefix', 'remote_group_id'],
};

/** The old side's object with null in the fields that it lacks, so that they are compared. */
export function withAbsent(kind: string, object: NetworkObject): NetworkObject {
  const fields = (ABSENT[kind] ?? []).filter((field) => !(field in object));
  return fields.length === 0 ? object : { ...object, ...Object.fromEntries(fields.map((field) => [field, null])) };
}
