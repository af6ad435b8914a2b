import type { Dependencies } from '../dependencies';
import { sourceStatements } from '../toolbox/statements';
import { identifier } from '../../model/quote';
import type { ClusterDefinition, ProbePoint } from '../../model/cluster';
import type { Probe } from '../../connectors/probes/probe-units';
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
  const rows = await sourceStatements(deps, definition).rows(
    `SELECT i.display_name AS vm, i.host, p.id AS port, p.mac_address AS mac, n.id AS network, n.name AS networkName,
            COALESCE(MIN(IF(a.ip_address LIKE '%:%', NULL, a.ip_address)), MIN(a.ip_address)) AS address
       FROM ${identifier(nova)}.instances i
       JOIN ${identifier(neutron)}.ports p ON p.device_id = i.uuid
       JOIN ${identifier(neutron)}.networks n ON n.id = p.network_id
       JOIN ${identifier(neutron)}.ipallocations a ON a.port_id = p.id
      WHERE i.deleted = 0 AND i.vm_state = 'active'
        AND i.host IN (${definition.hypervisors.map(() => '?').join(', ')})
      GROUP BY i.display_name, i.host, p.id, p.mac_address, n.id, n.name
      ORDER BY i.host, i.display_name, p.id`,
    [...definition.hypervisors],
  );
  const networks = rows.map(({ network, networkName }) => ({ id: String(network), name: String(networkName ?? '') }));
  const { namespaces: reached, missing, ambiguous } = nameNetworks(networks, namespaces);
  const times = new Map<string, number>();
  for (const { vm } of rows) times.set(String(vm), (times.get(String(vm)) ?? 0) + 1);
  const vms = rows.flatMap(({ vm, host, port, mac, network, address }) => {
    const namespace = reached.get(String(network));
    if (namespace === undefined) return [];
    // two VMs may have the same name, two ports have not
    const name = `${probeName(String(vm))}-${String(port).slice(0, 8)}`;
    return [
      {
        name,
        vm: (times.get(String(vm)) ?? 0) > 1 ? `${String(vm)} (${String(address)})` : String(vm),
        host: String(host),
        port: String(port),
        mac: String(mac),
        address: String(address),
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
