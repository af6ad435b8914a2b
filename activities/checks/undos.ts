import { removeTenant } from '../../connectors/openstack/identity-api';
import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { withFailures } from '../toolbox/with-failures';

export function createCheckUndos(deps: Dependencies): Undos {
  return withFailures({
    removeTenant: async (entry) => {
      const { session } = await openAccess(deps, entry.cluster);
      const { name } = entry.detail as unknown as { name: string };
      await removeTenant(session, name);
      return `Project and user ${name} are gone.`;
    },
  });
}
