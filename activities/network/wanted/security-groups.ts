import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { LibertyRows } from '../source/read-liberty';
import type { Row } from '../../../connectors/mysql/statements';
import type { JsonObject } from '../../../model/json';
import { flag, identity, optional, text } from '../source/fields';
import { canonicalPrefix } from './canonical-prefix';

/** Old id of a project's `default` group → the id that it has in the new Neutron, which makes these groups itself. */
export type DefaultGroups = Readonly<Record<string, string>>;

/** Liberty's groups as bodies of a POST, but for the `default` ones. */
export function wantedSecurityGroups(rows: LibertyRows): NetworkObject[] {
  return rows.securityGroups
    .filter((row) => !flag(row['is_default']))
    .map((row) => ({ ...identity(row), description: text(row['description']) }));
}

/** The `default` groups as they are to be, under their new ids. */
export function wantedDefaultGroups(rows: LibertyRows, defaults: DefaultGroups): NetworkObject[] {
  return rows.securityGroups
    .filter((row) => flag(row['is_default']))
    .map((row) => ({
      ...identity(row),
      id: defaults[text(row['id'])] ?? text(row['id']),
      description: text(row['description']),
    }));
}

/** Project → the id of its `default` group in Liberty. */
export function oldDefaultGroups(rows: LibertyRows): ReadonlyMap<string, string> {
  const defaults = rows.securityGroups.filter((row) => flag(row['is_default']));
  return new Map(defaults.map((row) => [text(row['project_id']), text(row['id'])]));
}

/** Liberty's rules as bodies of a POST, in the groups of the new Neutron. */
export function wantedRules(rows: LibertyRows, defaults: DefaultGroups): NetworkObject[] {
  const group = (id: string): string => defaults[id] ?? id;
  return rows.securityGroupRules.map((row) => ({
    id: text(row['id']),
    project_id: text(row['project_id']),
    security_group_id: group(text(row['security_group_id'])),
    direction: text(row['direction']),
    ethertype: text(row['ethertype']),
    ...(text(row['protocol']) === '' ? {} : { protocol: text(row['protocol']).toLowerCase() }),
    ...ports(row),
    ...(text(row['remote_ip_prefix']) === '' ? {} : { remote_ip_prefix: prefix(text(row['remote_ip_prefix'])) }),
    ...(row['remote_group_id'] === null ? {} : { remote_group_id: group(text(row['remote_group_id'])) }),
  }));
}

/** Every port is the same as none given; the new Neutron takes no port 0. What the numbers of ICMP mean is another matter. */
function ports(row: Row): JsonObject {
  if (row['port_range_min'] === 0 && row['port_range_max'] === 65_535) return {};
  return { ...optional('port_range_min', row['port_range_min']), ...optional('port_range_max', row['port_range_max']) };
}

function prefix(written: string): string {
  return canonicalPrefix(written) ?? written;
}
