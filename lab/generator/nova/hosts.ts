import { COMPUTES } from '../../inventory';
import { paperHosts } from '../cluster/instances';
import type { LibertyOptions } from '../cluster/options';
import { at, living, type Row, type TableRows } from '../rows';

/** Liberty's `nova.objects.service.SERVICE_VERSION`; services that carry no RPC version of their own write it too. */
const LIBERTY_SERVICE_VERSION = 2;

function serviceRow(id: number, host: string, binary: string): Row {
  return {
    ...living(id),
    id,
    host,
    binary,
    topic: binary.replace('nova-', ''),
    report_count: 100_000 + id,
    disabled: 0,
    disabled_reason: null,
    last_seen_up: at(200_000),
    forced_down: 0,
    version: LIBERTY_SERVICE_VERSION,
  };
}

function computeNodeRow(id: number, host: string, ip: string): Row {
  return {
    ...living(id),
    id,
    service_id: null,
    vcpus: 32,
    memory_mb: 262_144,
    local_gb: 2000,
    vcpus_used: 4,
    memory_mb_used: 8192,
    local_gb_used: 60,
    hypervisor_type: 'QEMU',
    hypervisor_version: 2_006_000,
    cpu_info: JSON.stringify({ vendor: 'Intel', model: 'Broadwell', arch: 'x86_64', features: ['sse4.2', 'avx2'] }),
    disk_available_least: 1900,
    free_ram_mb: 253_952,
    free_disk_gb: 1940,
    current_workload: 0,
    running_vms: 3,
    hypervisor_hostname: host,
    host_ip: ip,
    supported_instances: JSON.stringify([['x86_64', 'kvm', 'hvm']]),
    pci_stats: '[]',
    metrics: '[]',
    extra_resources: null,
    stats: '{}',
    numa_topology: null,
    host,
    ram_allocation_ratio: 1.5,
    cpu_allocation_ratio: 4,
  };
}

/** `services` and `compute_nodes`: the hosts of the lab, the old controller, and hosts that exist on paper only. */
export function hostTables(options: LibertyOptions): readonly TableRows[] {
  const paper = paperHosts(options).map((name, i) => ({ name, address: `10.78.${i >> 8}.${i & 255}` }));
  const computes = [...COMPUTES, ...paper];
  const control = ['nova-conductor', 'nova-scheduler', 'nova-consoleauth', 'nova-cert'];
  return [
    {
      table: 'services',
      rows: [
        ...control.map((binary, i) => serviceRow(i + 1, 'old-controller', binary)),
        ...computes.map(({ name }, i) => serviceRow(control.length + i + 1, name, 'nova-compute')),
      ],
    },
    { table: 'compute_nodes', rows: computes.map(({ name, address }, i) => computeNodeRow(i + 1, name, address)) },
  ];
}
