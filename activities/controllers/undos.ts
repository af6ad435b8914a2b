import { removeAllocations, removeResourceProvider } from '../../connectors/openstack/placement-api';
import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { withFailures } from '../toolbox/with-failures';
import { inParallel } from '../toolbox/in-parallel';
import { ComputeRows } from './compute-rows';

export function createControllerUndos(deps: Dependencies): Undos {
  return withFailures({
    forgetRestart: async () => 'Control services stay as they are.',
    forgetHosts: async (entry) => {
      const { definition, session, target } = await openAccess(deps, entry.cluster);
      const { hosts } = entry.detail as unknown as { hosts: readonly string[] };
      const rows = new ComputeRows(target, definition);
      for (const node of await rows.nodesOf(hosts)) await removeResourceProvider(session, node);
      await rows.forget(hosts);
      return `The new Nova has forgotten ${hosts.join(', ')}.`;
    },
    unmapHosts: async (entry) => {
      const { definition, target } = await openAccess(deps, entry.cluster);
      const { hosts } = entry.detail as unknown as { hosts: readonly string[] };
      await new ComputeRows(target, definition).unmap(hosts);
      return `${hosts.length} hosts are no longer mapped to a cell.`;
    },
    deleteAllocations: async (entry) => {
      const { session } = await openAccess(deps, entry.cluster);
      const { consumers } = entry.detail as unknown as { consumers: readonly string[] };
      await inParallel(consumers, 8, (consumer) => removeAllocations(session, consumer));
      return `The allocations of ${consumers.length} VMs are deleted.`;
    },
  });
}
