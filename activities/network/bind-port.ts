import type { NetworkApi, NetworkObject } from '../../connectors/openstack/network-api';
import { failure } from '../failure';
import { text } from './wanted/fields';

/** A port that has moved to another host since is bound well; one without a host needs no binding. */
export function isBound(wanted: NetworkObject, present: NetworkObject): boolean {
  return text(wanted['binding:host_id']) === '' || present['binding:vif_type'] === 'ovs';
}

/** Neutron binds a port only when its host is set to another one: away and back. */
export async function ensureBound(api: NetworkApi, wanted: NetworkObject, present: NetworkObject): Promise<void> {
  if (isBound(wanted, present)) return;
  await api.update('port', wanted.id, { 'binding:host_id': '' });
  const host = wanted['binding:host_id'] as string;
  const bound = await api.update('port', wanted.id, { 'binding:host_id': host });
  if (isBound(wanted, bound)) return;
  const found = text(bound['binding:vif_type']);
  throw failure('NetworkDiffers', `Port ${wanted.id} is ${found} on host ${host} instead of bound by ovs.`);
}
