import { ApiError } from '../../../connectors/openstack/api-error';
import type { NetworkApi } from '../../../connectors/openstack/network-api';

/** The alias of StackLeap's API extension: without it Neutron refuses ids. */
export const EXPLICIT_IDS = 'explicit-id';

/** The throw-away network of the probe; its id is no other object's, and the same at every try. */
export const PROBE_NETWORK = {
  id: '57ac41ea-9e11-4000-8000-0000000001d5',
  name: 'stackleap-explicit-id-probe',
  admin_state_up: false,
} as const;

/** Creates a network under a given id and deletes it again: whether it had that id; false where Neutron refuses ids. */
export async function takesIds(api: NetworkApi): Promise<boolean> {
  // What a killed attempt has left.
  await api.remove('network', PROBE_NETWORK.id);
  try {
    const { id } = await api.create('network', PROBE_NETWORK);
    await api.remove('network', id);
    return id === PROBE_NETWORK.id;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 400 || error.status === 403)) return false;
    throw error;
  }
}
