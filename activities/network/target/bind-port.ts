import type { NetworkApi, NetworkObject } from '../../../connectors/openstack/network-api';
import { failure } from '../../toolbox/failure';
import { boundDatapath, type DatapathOf } from '../source/host-datapaths';
import { text } from '../source/fields';

/**
 * A port that has moved to another host since is bound well; one without a host needs no binding. Where the datapath of its host is
 * known the binding has to say the same.
 */
export function isBound(wanted: NetworkObject, present: NetworkObject, datapathOf: DatapathOf): boolean {
  if (text(wanted['binding:host_id']) === '') return true;
  const datapath = datapathOf(text(present['binding:host_id']));
  return isByOvs(present) && (datapath === undefined || boundDatapath(present) === datapath);
}

/** Whether ML2 has bound the port by Open vSwitch. */
export function isByOvs(port: NetworkObject): boolean {
  return port['binding:vif_type'] === 'ovs';
}

/** Neutron binds a port only when its host is set to another one: away and back. `again` also one that is bound well. */
export async function ensureBound(
  api: NetworkApi,
  wanted: NetworkObject,
  present: NetworkObject,
  datapathOf: DatapathOf,
  { again = false }: { readonly again?: boolean } = {},
): Promise<void> {
  if (!again && isBound(wanted, present, datapathOf)) return;
  // One that is bound stays on the host to which it may have moved.
  const host = text((isByOvs(present) ? present : wanted)['binding:host_id']);
  await api.update('port', wanted.id, { 'binding:host_id': '' });
  const bound = await api.update('port', wanted.id, { 'binding:host_id': host });
  if (isBound(wanted, bound, datapathOf)) return;
  const found = text(bound['binding:vif_type']);
  const message = isByOvs(bound)
    ? `Port ${wanted.id} is bound for the datapath ${boundDatapath(bound)} on host ${host}, whose switch has ${datapathOf(host)}.`
    : `Port ${wanted.id} is ${found} on host ${host} instead of bound by ovs.`;
  throw failure('NetworkDiffers', message);
}
