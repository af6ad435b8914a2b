import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import type { RemoteMachine } from '../../../model/remote-command';
import { pluralize } from '../../../model/pluralize';
import { datapathTypeOf } from '../../../model/network/switch';
import type { Access } from '../../toolbox/access';
import { misfits, type CachedInfo } from './fitted-cache';
import { HostCaches } from './host-caches';
import { boundDatapath } from '../source/host-datapaths';

export interface HostDatapath {
  readonly host: string;
  readonly bridge: string;
  /** Of the integration bridge; undefined where there is none. */
  readonly datapath: string | undefined;
  /** Neutron's ports of this host. */
  readonly ports: readonly NetworkObject[];
  /** What Nova remembers of the host's instances. */
  readonly caches: readonly CachedInfo[];
}

/**
 * Where a starting nova-compute would give the host's integration bridge another datapath, or could come to by its next look at Neutron:
 * a sentence for each port whose binding, and for each VIF whose cache, tells another one than the bridge has. An empty list lets
 * nova-compute start. Reads the host's switch, its ports and its caches; writes nothing. Fails where a cache is not readable.
 */
export async function readDatapathProblems(
  { definition, session, target }: Pick<Access, 'definition' | 'session' | 'target'>,
  machine: RemoteMachine,
): Promise<readonly string[]> {
  const host = machine.name;
  const bridge = definition.network.integrationBridge;
  const datapath = datapathTypeOf(await readSwitch(machine), bridge);
  const ports = await new NetworkApi(session).list('port', { 'binding:host_id': host });
  const caches = await new HostCaches(target, definition.target.databases.nova).ofHost(host);
  return datapathProblems({ host, bridge, datapath, ports, caches });
}

/** The same of what was read. */
export function datapathProblems({ host, bridge, datapath, ports, caches }: HostDatapath): readonly string[] {
  const byOvs = ports.filter((port) => port['binding:vif_type'] === 'ovs');
  if (datapath === undefined)
    return byOvs.length === 0
      ? []
      : [`${host} has no bridge ${bridge}, and ${pluralize(byOvs.length, 'port')} bound there by ovs`];
  const has = `and ${bridge} of ${host} has ${datapath}`;
  return [
    ...byOvs
      .filter((port) => boundDatapath(port) !== datapath)
      .map((port) => `port ${port.id}: its binding tells the datapath ${boundDatapath(port)}, ${has}`),
    ...caches.flatMap((cache) =>
      misfits(cache, datapath).map(
        ({ port, datapath: told }) =>
          `instance ${cache.instance}: its cache gives the datapath ${told} for port ${port}, ${has}`,
      ),
    ),
  ];
}
