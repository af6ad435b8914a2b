import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Json } from '../../../model/json';
import { canonicalAddress } from '../wanted/auto-address';
import { canonicalPrefix } from '../wanted/canonical-prefix';

/** One field in which the two sides are not the same; a missing object has the field `id`. */
export interface Difference {
  /** What it is: a resource of Neutron's API, or `binding` for the segment that a port is bound to. */
  readonly kind: string;
  readonly id: string;
  readonly field: string;
  readonly source: Json;
  readonly target: Json;
}

/** Lists whose order means something; all others are sets. */
const ORDERED = new Set(['dns_nameservers', 'segments']);

/** Names that Stein's Neutron rewrites when it takes a rule in. */
const CANONICAL_PROTOCOLS: Readonly<Record<string, string>> = { icmpv6: 'ipv6-icmp', '58': 'ipv6-icmp' };

/**
 * Compares object by object, and of each object every field that the old side has. Objects that only the new side has are
 * differences too.
 */
export function differencesOf(
  kind: string,
  source: readonly NetworkObject[],
  target: readonly NetworkObject[],
): Difference[] {
  const found = new Map(target.map((object) => [object.id, object]));
  const wanted = new Set(source.map(({ id }) => id));
  return [
    ...source.flatMap((object) => compare(kind, object, found.get(object.id))),
    ...target
      .filter(({ id }) => !wanted.has(id))
      .map(({ id }): Difference => ({ kind, id, field: 'id', source: null, target: id })),
  ];
}

function compare(kind: string, source: NetworkObject, target: NetworkObject | undefined): Difference[] {
  const { id } = source;
  if (target === undefined) return [{ kind, id, field: 'id', source: id, target: null }];
  return differingFields(source, target).map((field) => ({
    ...{ kind, id, field, source: source[field] ?? null, target: target[field] ?? null },
  }));
}

/** The fields of an object of the old side that the new one's has otherwise. */
export function differingFields(source: NetworkObject, target: NetworkObject): readonly string[] {
  return Object.entries(source)
    .filter(([field, value]) => !sameValue(field, value, target[field] ?? null))
    .map(([field]) => field);
}

/** Whether two values of a field mean the same. */
export function sameValue(field: string, one: Json, other: Json): boolean {
  return canonical(field, one) === canonical(field, other);
}

/** Fields that hold an address or a prefix. */
const ADDRESSES = new Set([
  ...['ip_address', 'cidr', 'gateway_ip', 'destination', 'nexthop', 'start', 'end'],
  ...['dns_nameservers', 'floating_ip_address', 'fixed_ip_address'],
]);

/** One text for all spellings of the same value. */
function canonical(field: string, value: Json): string {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => canonical(ADDRESSES.has(field) ? field : '', item));
    return JSON.stringify(ORDERED.has(field) ? items : items.sort());
  }
  if (typeof value === 'object' && value !== null) {
    // A field that is null is the same as one that is left out.
    const given = Object.entries(value).filter(([, inner]) => inner !== null);
    if (given.length === 0) return 'null';
    const fields = given.map(([name, inner]) => `${name}=${canonical(name, inner)}`);
    return JSON.stringify(fields.sort());
  }
  if (field === 'mac_address') return JSON.stringify(String(value).toLowerCase());
  if (field === 'remote_ip_prefix' && typeof value === 'string') return JSON.stringify(canonicalPrefix(value) ?? value);
  if (ADDRESSES.has(field) && typeof value === 'string') return JSON.stringify(canonicalAddress(value));
  if (field === 'protocol') return JSON.stringify(CANONICAL_PROTOCOLS[String(value)] ?? value);
  return JSON.stringify(value);
}
