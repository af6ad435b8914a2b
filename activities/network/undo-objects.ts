import type { NetworkApi, NetworkResource } from '../../connectors/openstack/network-api';
import { inParallel } from '../services/in-parallel';

/** Deletes the objects that are there of these, `atOnce` at a time; returns how many were. */
export async function removeObjects(
  api: NetworkApi,
  resource: NetworkResource,
  ids: readonly string[],
  atOnce: number,
): Promise<number> {
  let removed = 0;
  await inParallel(ids, atOnce, async (id) => {
    if (resource === 'port') await detach(api, id);
    if (await api.remove(resource, id)) removed++;
  });
  return removed;
}

/**
 * Takes a port's owner away. Neutron tells Nova when the port of a server is deleted, and Nova unplugs it from the running
 * guest: at once, or whenever that host's nova-compute comes up and finds the message waiting.
 */
async function detach(api: NetworkApi, id: string): Promise<void> {
  const port = await api.find('port', id);
  if (port !== undefined && port['device_id'] !== '') await api.update('port', id, { device_id: '', device_owner: '' });
}
