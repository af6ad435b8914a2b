import type { NetworkObject } from '../../../../connectors/openstack/network-api';
import type { ReleasePair } from '../../../../model/pair/release-pair';
import { text } from '../../source/fields';
import { canonicalPrefix } from '../../wanted/canonical-prefix';

type ProtocolNumbers = ReleasePair['network']['protocolNumbers'];

const WITH_PORTS = new Set(['6', '17', '33', '132', '136']);
const ICMP = new Set(['1', '58']);
const IPV6_ONLY = new Set(['41', '43', '44', '58', '59', '60']);
const EVERYWHERE = new Set(['', '0.0.0.0/0', '::/0']);
const LAST_PORT = 65_535;

/** Rules, as they would be posted, that Stein's Neutron does not take: a sentence each, with what to do. */
export function refusedRules(rules: readonly NetworkObject[], protocolNumbers: ProtocolNumbers): string[] {
  const seen = new Map<string, string>();
  return rules.flatMap((rule) => {
    const protocol = numberOf(text(rule['protocol']), protocolNumbers);
    const key = ruleKey(rule, protocol);
    const twin = seen.get(key);
    seen.set(key, twin ?? rule.id);
    const what =
      twin === undefined
        ? objectionTo(rule, protocol)
        : `allows the same as ${twin} of the same group: ${remove(rule)}`;
    return what === undefined ? [] : [`security group rule ${rule.id} ${what}`];
  });
}

/** The number of a protocol that has a name; others stay as they are. */
function numberOf(protocol: string, numbers: ProtocolNumbers): string {
  return numbers[protocol] ?? protocol;
}

function remove({ id }: NetworkObject): string {
  return `delete it in the old Neutron (neutron security-group-rule-delete ${id})`;
}

/** Why Stein would not take this rule, and what to do; undefined where it would. */
function objectionTo(rule: NetworkObject, protocol: string): string | undefined {
  const again = (how: string): string => `${remove(rule)} and create it again ${how}`;
  if (!['ingress', 'egress'].includes(text(rule['direction'])))
    return `has the direction '${text(rule['direction'])}': ${again('as ingress or egress')}`;
  if (!['IPv4', 'IPv6'].includes(text(rule['ethertype'])))
    return `has the ethertype '${text(rule['ethertype'])}': ${again('for IPv4 or IPv6')}`;
  if (protocol !== '' && !(/^(0|[1-9]\d{0,2})$/.test(protocol) && Number(protocol) <= 255))
    return `names the protocol '${text(rule['protocol'])}': ${again('with its number, 0 to 255')}`;
  return objectionToPorts(rule, protocol, again) ?? objectionToRemote(rule, protocol, again);
}

type Again = (how: string) => string;

function objectionToPorts(rule: NetworkObject, protocol: string, again: Again): string | undefined {
  const [min, max] = [port(rule['port_range_min']), port(rule['port_range_max'])];
  if (min === undefined && max === undefined) return undefined;
  const range = `${min ?? 'nothing'} to ${max ?? 'nothing'}`;
  if (protocol === '') return `has ports and no protocol: ${again('with one')}`;
  if (ICMP.has(protocol)) {
    if (min === undefined) return `has an ICMP code (${max}) and no type: ${again('with both')}`;
    const fits = [min, max ?? 0].every((one) => one >= 0 && one <= 255);
    return fits ? undefined : `has the ICMP type and code ${range}: ${again('with numbers up to 255')}`;
  }
  if (!WITH_PORTS.has(protocol)) return `has ports for protocol ${protocol}, which has none: ${again('without')}`;
  if (min === 0 || max === 0)
    return `has the ports ${range}, and the new Neutron takes no port 0: ${again(`with ports from 1, or without for all of them`)}`;
  if (min === undefined || max === undefined || min > max || min < 0 || max > LAST_PORT)
    return `has the ports ${range}: ${again('with a first and a last one, or without for all of them')}`;
  return undefined;
}

function port(value: NetworkObject[string] | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

function objectionToRemote(rule: NetworkObject, protocol: string, again: Again): string | undefined {
  const prefix = text(rule['remote_ip_prefix']);
  const ethertype = text(rule['ethertype']);
  if (ethertype === 'IPv4' && IPV6_ONLY.has(protocol))
    return `is for IPv4 and names protocol ${protocol} of IPv6: ${again('for IPv6')}`;
  if (prefix === '') return undefined;
  if (text(rule['remote_group_id']) !== '')
    return `has a remote group and a remote prefix: ${again('with one of them')}`;
  if (canonicalPrefix(prefix) === undefined)
    return `has the remote prefix '${prefix}', which is none: ${again('with one like 192.0.2.0/24')}`;
  const family = prefix.includes(':') ? 'IPv6' : 'IPv4';
  return family === ethertype
    ? undefined
    : `is for ${ethertype} and has the remote prefix ${prefix}: ${again(`for ${family}`)}`;
}

/** Stein takes rules for the same that differ in how they spell "from everywhere" or the protocol. */
function ruleKey(rule: NetworkObject, protocol: string): string {
  const prefix = text(rule['remote_ip_prefix']);
  return JSON.stringify([
    ...['security_group_id', 'direction', 'ethertype', 'port_range_min', 'port_range_max', 'remote_group_id'].map(
      (field) => text(rule[field]),
    ),
    protocol,
    EVERYWHERE.has(prefix) ? '' : prefix,
  ]);
}
