import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { ClusterDefinition } from '../../../model/cluster';
import type { JsonObject } from '../../../model/json';
import type { Ledger } from '../../../model/ledger';
import { KERNEL_DATAPATH } from '../../../model/network/switch';
import { readPlugsFact, type Plugs } from './plugs';
import { text } from './fields';

/** The detail of a binding, and of Nova's memory of it, that says which datapath br-int is to have. */
export const DATAPATH_DETAIL = 'datapath_type';

/** The datapath of a host's integration bridge; undefined where the host was not asked. */
export type DatapathOf = (host: string) => string | undefined;

/** Where no host's is known. */
export const UNASKED: DatapathOf = () => undefined;

/** What `readPlugs` has found. A host that is no hypervisor of the definition was not asked, nor was any by an older release. */
export function datapathOfHosts(fact: Partial<Plugs>, hypervisors: readonly string[]): DatapathOf {
  const { datapaths } = fact;
  if (datapaths === undefined) return UNASKED;
  const found = new Map(hypervisors.map((host) => [host, KERNEL_DATAPATH]));
  for (const [type, hosts] of Object.entries(datapaths)) for (const host of hosts) found.set(host, type);
  return (host) => found.get(host);
}

export async function readHostDatapaths(
  ledger: Ledger,
  cluster: string,
  { hypervisors }: Pick<ClusterDefinition, 'hypervisors'>,
): Promise<DatapathOf> {
  return datapathOfHosts(await readPlugsFact(ledger, cluster), hypervisors);
}

/** What Nova, which gets these details, will give br-int. */
export function datapathFrom(details: JsonObject): string {
  return text(details[DATAPATH_DETAIL]) || KERNEL_DATAPATH;
}

/** The same of a port as Neutron's API shows it. */
export function boundDatapath(port: NetworkObject): string {
  return datapathFrom((port['binding:vif_details'] ?? {}) as JsonObject);
}
