import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { listFirst } from '../../../model/list-first';
import type { JsonObject } from '../../../model/json';
import {
  FLOATING_IP,
  RESERVED_DHCP_PORT,
  ROUTER_GATEWAY,
  ROUTER_INTERFACE,
} from '../../../model/network/neutron-names';
import type { Sides } from '../compare/both-sides';
import { sameValue } from '../compare/differences';
import { text } from '../source/fields';
import { changesOf, sentenceOf, type Changed } from './changes';
import { foreignOf } from './foreign';
import { withoutDevice } from './port-changes';

/** Objects are deleted in this order: each before what it stands on. */
export const REMOVED = ['floatingip', 'router', 'port', 'subnet', 'network', 'security_group'] as const;
export type Removed = (typeof REMOVED)[number];

export interface Removals {
  /** Sentences on objects that differ and are not ours. */
  readonly foreign: readonly string[];
  /** Sentences on objects of ours that would have to be created again while others use them. */
  readonly used: readonly string[];
  readonly ids: Readonly<Record<Removed, readonly string[]>>;
  /** What ports that stay give up first: addresses and groups that are not to be theirs. */
  readonly released: readonly { readonly id: string; readonly fields: JsonObject }[];
}

type Objects = readonly NetworkObject[];

/** What is ours and gone from the old side, or has to be created again; nothing of it is done here. */
export function findRemovals(sides: Readonly<Record<string, Sides>>, claims: ReadonlySet<string>): Removals {
  const of = (kind: Removed): Sides => sides[kind] ?? [[], []];
  const present = (kind: Removed): Objects => of(kind)[1];
  const ours = oursOf(claims, present('floatingip'));
  const changes = new Map(REMOVED.map((kind) => [kind, changesOf(kind, ...comparable(kind, of(kind)))]));
  const ids = Object.fromEntries(REMOVED.map((kind) => [kind, new Set<string>()])) as Record<Removed, Set<string>>;
  const foreign: string[] = [];
  const again: { kind: Removed; one: Changed }[] = [];
  for (const [kind, { surplus, changed, fixed }] of changes) {
    for (const { id } of surplus) if (ours.has(id)) ids[kind].add(id);
    const strange = [...fixed, ...changed].filter(({ present: now }) => !isDefault(kind, now));
    foreign.push(...foreignOf(kind, strange, ours));
    for (const one of fixed) if (ours.has(one.wanted.id)) again.push({ kind, one });
  }
  for (const { kind, one } of again) ids[kind].add(one.wanted.id);

  // What goes with them: subnets of a network, and ports that wait for a DHCP agent.
  for (const { id, network_id: network } of present('subnet')) if (ids.network.has(text(network))) ids.subnet.add(id);
  for (const port of present('port'))
    if (port['device_id'] === RESERVED_DHCP_PORT && ours.has(port.id) && standsOn(port, ids)) ids.port.add(port.id);

  const staying = present('port').filter((port) => !ids.port.has(port.id) && isOwn(port));
  const wanted = new Map(of('port')[0].map((port) => [port.id, port]));
  const floating = present('floatingip').filter(({ id }) => !ids.floatingip.has(id));
  const used = again.flatMap(({ kind, one }) => {
    const users = usersOf(kind, one.wanted.id, staying, floating);
    return users.length === 0 ? [] : [`${sentenceOf(kind, one)}, and it is used by ${listFirst(users)}`];
  });
  return {
    ...{ foreign, used },
    ids: Object.fromEntries(REMOVED.map((kind) => [kind, [...ids[kind]]])) as unknown as Removals['ids'],
    released: staying.flatMap((port) => {
      const to = wanted.get(port.id);
      return to === undefined || !ours.has(port.id) ? [] : released(port, to, ids);
    }),
  };
}

/** Ports that Neutron makes with a router or a floating IP: they come and go with these. */
const BORN = new Set<string>([ROUTER_GATEWAY, FLOATING_IP]);
/** What the comparison says of a port besides its own fields, and what comes with its router. */
const BINDING = ['binding:vif_type', 'ovs_hybrid_plug', 'binding:vif_details.datapath_type'];

function isOwn(port: NetworkObject): boolean {
  return !BORN.has(text(port['device_owner']));
}

function comparable(kind: Removed, [wanted, present]: Sides): [Objects, Objects, { ignored: readonly string[] }] {
  if (kind === 'floatingip') return [wanted, present, { ignored: ['router_id'] }];
  if (kind !== 'port') return [wanted, present, { ignored: [] }];
  const attached = wanted.map((port) => (port['device_owner'] === ROUTER_INTERFACE ? withoutDevice(port) : port));
  return [attached.filter(isOwn), present.filter(isOwn), { ignored: BINDING }];
}

/** By their ids; floating IPs are claimed by their places. */
function oursOf(claims: ReadonlySet<string>, floating: Objects): ReadonlySet<string> {
  const placed = floating.filter((one) =>
    claims.has(`${text(one['floating_network_id'])} ${text(one['floating_ip_address'])}`),
  );
  return new Set([...claims, ...placed.map(({ id }) => id)]);
}

/** A project's default group is Neutron's own, and is mended and restored by its step. */
function isDefault(kind: Removed, { name }: NetworkObject): boolean {
  return kind === 'security_group' && name === 'default';
}

function subnetsOf(port: NetworkObject): readonly string[] {
  return (port['fixed_ips'] as readonly JsonObject[]).map((address) => text(address['subnet_id']));
}

function standsOn(port: NetworkObject, ids: Readonly<Record<Removed, ReadonlySet<string>>>): boolean {
  return ids.network.has(text(port['network_id'])) || subnetsOf(port).some((subnet) => ids.subnet.has(subnet));
}

/** Which objects use one of a kind: of a floating IP none. */
const USES: Readonly<
  Record<
    Exclude<Removed, 'floatingip'>,
    readonly ['port' | 'floating IP', (user: NetworkObject, id: string) => boolean]
  >
> = {
  network: ['port', (port, id) => port['network_id'] === id],
  subnet: ['port', (port, id) => subnetsOf(port).includes(id)],
  security_group: ['port', (port, id) => (port['security_groups'] as readonly string[]).includes(id)],
  router: ['floating IP', (floating, id) => floating['router_id'] === id],
  port: ['floating IP', (floating, id) => floating['port_id'] === id],
};

function usersOf(kind: Removed, id: string, ports: Objects, floating: Objects): readonly string[] {
  if (kind === 'floatingip') return [];
  const [what, uses] = USES[kind];
  const users = what === 'port' ? ports : floating;
  return users.filter((user) => uses(user, id)).map((user) => `${what} ${user.id}`);
}

function released(
  port: NetworkObject,
  wanted: NetworkObject,
  ids: Readonly<Record<Removed, ReadonlySet<string>>>,
): Removals['released'] {
  const addresses = port['fixed_ips'] as readonly JsonObject[];
  const to = wanted['fixed_ips'] as readonly JsonObject[];
  const kept = addresses.filter((address) => to.some((one) => sameValue('fixed_ips', [one], [address])));
  const groups = port['security_groups'] as readonly string[];
  const keptGroups = groups.filter((id) => !ids.security_group.has(id));
  const fields = {
    ...(kept.length < addresses.length ? { fixed_ips: kept } : {}),
    ...(keptGroups.length < groups.length ? { security_groups: keptGroups } : {}),
  };
  return Object.keys(fields).length === 0 ? [] : [{ id: port.id, fields }];
}
