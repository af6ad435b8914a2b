import type { NetworkApi, NetworkObject } from '../../../connectors/openstack/network-api';
import type { JsonObject } from '../../../model/json';
import { isByOvs } from '../target/bind-port';
import { withAbsent } from '../compare/absent';
import { sameValue } from '../compare/differences';
import { text } from '../source/fields';
import type { WantedPort } from '../wanted/ports';
import { postable } from '../wanted/postable';
import { changesOf, type Changed, type Changes } from './changes';

/** Fields that Neutron takes only of a port that is bound nowhere. */
const UNBOUND_ONLY = ['mac_address', 'binding:host_id', 'binding:vnic_type', 'binding:profile'];

/** A router's interface as it is before it gets its router. */
export function withoutDevice({ device_id: _comesWithItsRouter, ...rest }: NetworkObject): NetworkObject {
  return rest;
}

/** What is to be done for the ports that have a POST of their own. A router's interface gets its device with its router. */
export function portChanges(wanted: readonly WantedPort[], present: readonly NetworkObject[]): Changes {
  const own = wanted.filter(({ kind }) => kind !== 'born');
  const compared = own.map(({ kind, port }) => withAbsent('port', kind === 'interface' ? withoutDevice(port) : port));
  return changesOf('port', compared, present);
}

/** Gives a port the values of the old side; whether it is bound nowhere afterwards, and has to be bound. */
export async function updatePort(
  api: NetworkApi,
  wanted: WantedPort,
  { present, fields }: Changed,
  auto: ReadonlySet<string>,
): Promise<NetworkObject> {
  const posted = postable(wanted, auto);
  const unbind = fields.some((field) => UNBOUND_ONLY.includes(field)) && text(present['binding:host_id']) !== '';
  if (unbind) await api.update('port', present.id, { 'binding:host_id': '' });
  const values = fields.map((field): readonly [string, JsonObject[string]] => [field, posted[field] ?? null]);
  const body: JsonObject = {
    ...Object.fromEntries(values),
    ...(fields.includes('extra_dhcp_opts') ? { extra_dhcp_opts: optionsOf(posted, present) } : {}),
    ...(fields.includes('binding:profile') ? { 'binding:profile': posted['binding:profile'] ?? {} } : {}),
    ...(unbind ? { 'binding:host_id': posted['binding:host_id'] ?? '' } : {}),
  };
  return api.update('port', present.id, body);
}

/** Neutron keeps the DHCP options that a PUT does not name: those that are gone are named with null. */
function optionsOf(wanted: NetworkObject, present: NetworkObject): readonly JsonObject[] {
  const [options, before] = [wanted, present].map((port) => port['extra_dhcp_opts'] as readonly JsonObject[]) as [
    readonly JsonObject[],
    readonly JsonObject[],
  ];
  const isKept = (option: JsonObject): boolean =>
    options.some((one) => one['opt_name'] === option['opt_name'] && one['ip_version'] === option['ip_version']);
  return [...options, ...before.filter((option) => !isKept(option)).map((option) => ({ ...option, opt_value: null }))];
}

/** Whether a port that the new Neutron has bound hangs on br-int otherwise than it is to. */
export function isPluggedOtherwise(present: NetworkObject, hybrid: ReadonlySet<string>): boolean {
  return isByOvs(present) && !sameValue('', present['ovs_hybrid_plug'] ?? false, hybrid.has(present.id));
}
