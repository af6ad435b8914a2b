import { z } from 'zod';
import { NETWORK_RESOURCES, NetworkApi, type NetworkResource } from '../../../connectors/openstack/network-api';
import { defineUndo } from '../../define/undo';
import { openAccess } from '../../toolbox/access';
import { inParallel } from '../../toolbox/in-parallel';

/** Deletes what was created by API with given ids. */
export const deleteNetworkObjects = defineUndo({
  kind: 'deleteNetworkObjects',
  detail: z.object({ resource: z.enum(NETWORK_RESOURCES), ids: z.array(z.string()).readonly() }),
  undo: async (deps, { resource, ids }, { cluster }) => {
    const { definition, session } = await openAccess(deps, cluster);
    const removed = await removeObjects(new NetworkApi(session), resource, ids, definition.network.atOnce);
    return `${removed} of ${ids.length} ${resource}s deleted, the others were not there.`;
  },
});

/** Deletes the objects that are there of these, `atOnce` at a time; returns how many were. */
export async function removeObjects(
  api: NetworkApi,
  resource: NetworkResource,
  ids: readonly string[],
  atOnce: number,
): Promise<number> {
  if (resource === 'port') return removePorts(api, ids, atOnce);
  let removed = 0;
  await inParallel(ids, atOnce, async (id) => {
    if (await api.remove(resource, id)) removed++;
  });
  return removed;
}

/**
 * A port loses its owner first. Neutron tells Nova when the port of a server is deleted, and Nova unplugs it from the running
 * guest: at once, or whenever that host's nova-compute comes up and finds the message waiting.
 */
async function removePorts(api: NetworkApi, ids: readonly string[], atOnce: number): Promise<number> {
  const wanted = new Set(ids);
  const present = (await api.list('port')).filter(({ id }) => wanted.has(id));
  await inParallel(present, atOnce, async ({ id, device_id }) => {
    if (device_id !== '') await api.update('port', id, { device_id: '', device_owner: '' });
    await api.remove('port', id);
  });
  return present.length;
}
