import { expression, table } from '../../connectors/mysql/table';
import type { Dependencies } from '../dependencies';
import { sourceStatements } from '../toolbox/statements';
import type { ClusterDefinition, ProbePoint } from '../../model/cluster';
import type { Probe } from '../../connectors/probes/probe';
import { nameNetworks, type NamedNetworks } from './named-networks';

/** A VM that is pinged: one address of each of its ports. */
export interface VmProbe extends Probe {
  /** The VM's name as its owner gave it, with the address where several are called so or one has several. */
  readonly vm: string;
  readonly host: string;
  /** Its port in Neutron. */
  readonly port: string;
  readonly mac: string;
}

export interface ProbeTargets {
  readonly vms: readonly VmProbe[];
  readonly controls: readonly Probe[];
  /** Networks with VMs that can't be pinged, as the definition does not say how they are reached. */
  readonly unreachable: Pick<NamedNetworks, 'missing' | 'ambiguous'>;
}

interface OldInstance {
  readonly uuid: string;
  readonly display_name: string;
  readonly host: string;
  readonly vm_state: string;
  readonly deleted: number;
}

interface TargetRow {
  readonly vm: string | null;
  readonly host: string;
  readonly port: string;
  readonly mac: string;
  readonly network: string;
  readonly networkName: string | null;
  readonly address: string;
}

/** One of a port's addresses: of IPv4 where there is any. */
const ADDRESS = expression("COALESCE(MIN(IF(a.ip_address LIKE '%:%', NULL, a.ip_address)), MIN(a.ip_address))");

/** Unit and file names take letters, digits and a few signs; what people name may hold anything. */
function probeName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 40);
}

/** For one machine that pings: every active VM on a hypervisor of the definition, read from the old databases, and its controls. */
export async function readTargets(
  deps: Pick<Dependencies, 'databases'>,
  definition: ClusterDefinition,
  { namespaces, controls }: ProbePoint,
): Promise<ProbeTargets> {
  const { nova, neutron } = definition.source.databases;
  const rows = await sourceStatements(deps, definition).rows<TargetRow>(
    table<OldInstance>(nova, 'instances as i')
      .join(`${neutron}.ports as p`, 'p.device_id', 'i.uuid')
      .join(`${neutron}.networks as n`, 'n.id', 'p.network_id')
      .join(`${neutron}.ipallocations as a`, 'a.port_id', 'p.id')
      .where({ 'i.deleted': 0, 'i.vm_state': 'active' })
      .whereIn('i.host', definition.hypervisors)
      .groupBy('i.display_name', 'i.host', 'p.id', 'p.mac_address', 'n.id', 'n.name')
      .orderBy(['i.host', 'i.display_name', 'p.id'])
      .select({ vm: 'i.display_name', host: 'i.host', port: 'p.id', mac: 'p.mac_address' })
      .select({ network: 'n.id', networkName: 'n.name', address: ADDRESS }),
  );
  const networks = rows.map(({ network, networkName }) => ({ id: network, name: networkName ?? '' }));
  const { namespaces: reached, missing, ambiguous } = nameNetworks(networks, namespaces);
  const times = new Map<string, number>();
  for (const { vm } of rows) times.set(String(vm), (times.get(String(vm)) ?? 0) + 1);
  const vms = rows.flatMap(({ vm, host, port, mac, network, address }) => {
    const namespace = reached.get(network);
    if (namespace === undefined) return [];
    // two VMs may have the same name, two ports have not
    const name = `${probeName(String(vm))}-${port.slice(0, 8)}`;
    return [
      {
        name,
        vm: (times.get(String(vm)) ?? 0) > 1 ? `${String(vm)} (${address})` : String(vm),
        host,
        port,
        mac,
        address,
        namespace,
      },
    ];
  });
  return {
    vms,
    controls: controls.map(({ name, address, namespace }) => ({
      name: probeName(name),
      address,
      namespace,
    })),
    unreachable: { missing, ambiguous },
  };
}
