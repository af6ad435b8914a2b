import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { datapathOf, type Datapath } from '../../flows/procedures';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { askMachines, eachUnreached } from '../toolbox/ask-machines';

/** Hypervisors by the datapath of their switch; those that could not be asked with the reason. */
export interface Datapaths {
  readonly hosts: Readonly<Record<Datapath, readonly string[]>>;
  readonly unread: readonly string[];
}

/** Asks each hypervisor for its datapath; writes nothing. */
export async function readDatapaths(
  deps: Dependencies,
  definition: ClusterDefinition,
  hosts: readonly string[],
): Promise<Datapaths> {
  const found: Record<Datapath, string[]> = { userspace: [], kernel: [] };
  const { unreached } = await askMachines(hosts, async (host) => {
    const read = await readSwitch(await deps.machine(definition, host));
    found[datapathOf(read, definition.network.integrationBridge)].push(host);
  });
  const unread = eachUnreached(unreached);
  return { hosts: { userspace: found.userspace.sort(), kernel: found.kernel.sort() }, unread: unread.sort() };
}
