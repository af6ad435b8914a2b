import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { boundDatapath, type DatapathOf } from '../source/host-datapaths';
import { text } from '../source/fields';
import type { WantedPort } from '../wanted/ports';

/** Routers' ports are bound by their agents. */
export function isBoundByUs({ kind, port }: WantedPort): boolean {
  return (kind === 'own' || kind === 'dhcp') && port['binding:host_id'] !== '';
}

/** How a difference in the datapath is called; the source is what the host's switch has. */
const DATAPATH = 'binding:vif_details.datapath_type';

/** A port as its binding is to be: what its hypervisor was not asked for is not compared. */
export function boundPort(wanted: WantedPort, hybrid: ReadonlySet<string>, datapathOf: DatapathOf): NetworkObject {
  const { port } = wanted;
  if (!isBoundByUs(wanted)) return port;
  const datapath = datapathOf(text(port['binding:host_id']));
  return {
    ...port,
    'binding:vif_type': 'ovs',
    ovs_hybrid_plug: hybrid.has(port.id),
    ...(datapath === undefined ? {} : { [DATAPATH]: datapath }),
  };
}

/** The two details of a binding by which Nova plugs a VM. */
export function withDetails(port: NetworkObject): NetworkObject {
  const details = (port['binding:vif_details'] ?? {}) as Readonly<Record<string, unknown>>;
  return { ...port, ovs_hybrid_plug: details['ovs_hybrid_plug'] === true, [DATAPATH]: boundDatapath(port) };
}
