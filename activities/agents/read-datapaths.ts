import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { datapathOf, type Datapath } from '../../flows/procedures';
import type { ClusterDefinition } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { inParallel } from '../services/in-parallel';

/** Hypervisors that are asked at the same time. */
const HOSTS_AT_ONCE = 20;

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
  const unread: string[] = [];
  await inParallel(hosts, HOSTS_AT_ONCE, async (host) => {
    try {
      const datapath = datapathOf(
        await readSwitch(await deps.machine(definition, host)),
        definition.network.integrationBridge,
      );
      found[datapath].push(host);
    } catch (error) {
      unread.push(`${host}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return { hosts: { userspace: found.userspace.sort(), kernel: found.kernel.sort() }, unread: unread.sort() };
}
