import {
  readInventories,
  readProviderAllocations,
  type Inventories,
  type Resources,
} from '../../../connectors/openstack/placement-api';
import type { Session } from '../../../connectors/openstack/session';
import { eventually } from '../../toolbox/eventually';
import type { Node } from './instance-rows';

/** What Placement knows of a node. */
export interface Provider {
  readonly node: Node;
  readonly inventories: Inventories['inventories'];
  readonly allocated: ReadonlyMap<string, Resources>;
}

/** Placement does not know a node; its message says so. */
export class ProviderMissing extends Error {}

/** Asks Placement about a node, again and again until then (Date.now()): nova-compute tells it some seconds after it has told Nova. */
export async function readProvider(session: Session, node: Node, until: number): Promise<Provider> {
  return eventually(async () => {
    const [found, allocated] = [
      await readInventories(session, node.uuid),
      await readProviderAllocations(session, node.uuid),
    ];
    if (found !== undefined && allocated !== undefined && Object.keys(found.inventories).length > 0)
      return { node, inventories: found.inventories, allocated };
    const lacks = found === undefined ? 'does not know it' : 'knows nothing that it has';
    throw new ProviderMissing(
      `${node.host}: nova-compute has reported the node ${node.hypervisor_hostname}, but Placement ${lacks} (resource provider ${node.uuid}); look for errors of Placement in the log of nova-compute`,
    );
  }, until - Date.now());
}
