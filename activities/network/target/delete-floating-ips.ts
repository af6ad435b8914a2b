import { z } from 'zod';
import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import { defineUndo } from '../../define/undo';
import { openAccess } from '../../toolbox/access';

/** Deletes the floating IPs at these places, whatever ids they have. */
export const deleteFloatingIps = defineUndo({
  kind: 'deleteFloatingIps',
  /** Each a network's id and an address in there. */
  detail: z.object({ places: z.array(z.string()).readonly() }),
  undo: async (deps, { places }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    const api = new NetworkApi(session);
    let removed = 0;
    for (const place of places) {
      const found = await findFloatingIp(api, place);
      if (found !== undefined && (await api.remove('floatingip', found.id))) removed++;
    }
    return `${removed} of ${places.length} floating IPs deleted.`;
  },
});

/** The floating IP at a place: `<network id> <address>`. */
export async function findFloatingIp(api: NetworkApi, place: string): Promise<NetworkObject | undefined> {
  const [network = '', address = ''] = place.split(' ');
  const filters = { floating_network_id: network, floating_ip_address: address };
  return (await api.list('floatingip', filters))[0];
}
