import { z } from 'zod';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { defineUndo } from '../../define/undo';
import { openAccess } from '../../toolbox/access';
import { removeRouters } from './router-interfaces';

/** Deletes routers that were created, with their interfaces. */
export const deleteRouters = defineUndo({
  kind: 'deleteRouters',
  detail: z.object({ ids: z.array(z.string()).readonly() }),
  undo: async (deps, { ids }, { cluster }) => {
    const { session } = await openAccess(deps, cluster);
    return `${await removeRouters(new NetworkApi(session), ids)} of ${ids.length} routers deleted.`;
  },
});
