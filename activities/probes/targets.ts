import { sourceQuery } from '../services/databases';
import { identifier } from '../../model/quote';
import type { ClusterDefinition, ProbePoint } from '../../model/cluster';
import type { Probe } from '../../connectors/probes/probe-units';

/** A VM that is pinged: one address of each of its ports. */
export interface VmProbe extends Probe {
  /** The VM's name as its owner gave it. */
  readonly vm: string;
  readonly host: string;
  /** Its port in Neutron. */
  readonly port: string;
  readonly mac: string;
}

export interface ProbeTargets {
  readonly vms: readonly VmProbe[];
  readonly controls: readonly Probe[];
  /** Networks with VMs that the definition gives no namespace for: their VMs can't be pinged. */
  readonly unreachableNetworks: readonly string[];
}

/** Unit and file names take letters, digits and a few signs; what people name may hold anything. */
function probeName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 40);
}

/** For one machine that pings: every active VM on a hypervisor of the definition, read from the old databases, and its controls. */
export async function readTargets(
  definition: ClusterDefinition,
  { namespaces, controls }: ProbePoint,
): Promise<ProbeTargets> {
  const { nova, neutron } = definition.source.databases;
  const rows = await sourceQuery(definition)(
    `SELECT i.display_name AS vm, i.host, p.id AS port, p.mac_address AS mac, n.name AS network, MIN(a.ip_address) AS address
       FROM ${identifier(nova)}.instances i
       JOIN ${identifier(neutron)}.ports p ON p.device_id = i.uuid
       JOIN ${identifier(neutron)}.networks n ON n.id = p.network_id
       JOIN ${identifier(neutron)}.ipallocations a ON a.port_id = p.id
      WHERE i.deleted = 0 AND i.vm_state = 'active'
        AND i.host IN (${definition.hypervisors.map(() => '?').join(', ')})
      GROUP BY i.display_name, i.host, p.id, p.mac_address, n.name
      ORDER BY i.host, i.display_name, p.id`,
    [...definition.hypervisors],
  );
  const vms = rows.flatMap(({ vm, host, port, mac, network, address }) => {
    const namespace = namespaces[String(network)];
    if (namespace === undefined) return [];
    // two VMs may have the same name, two ports have not
    const name = `${probeName(String(vm))}-${String(port).slice(0, 8)}`;
    return [
      {
        name,
        vm: String(vm),
        host: String(host),
        port: String(port),
        mac: String(mac),
        address: String(address),
        namespace,
      },
    ];
  });
  const unreachable = rows.map(({ network }) => String(network)).filter((network) => namespaces[network] === undefined);
  return {
    vms,
    controls: controls.map(({ name, address, namespace }) => ({
      name: probeName(name),
      address,
      namespace,
    })),
    unreachableNetworks: [...new Set(unreachable)].sort(),
  };
}
