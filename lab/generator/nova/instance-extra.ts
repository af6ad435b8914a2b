import type { Instance } from '../cluster/instances';
import type { Row } from '../rows';
import { flavorObject } from './flavors';
import { lifetime } from './instances';

function object(name: string, version: string, data: object): object {
  return {
    'nova_object.name': name,
    'nova_object.namespace': 'nova',
    'nova_object.version': version,
    'nova_object.data': data,
  };
}

/** Liberty's InstanceNUMACell 1.2 knows pinned CPUs, but no `cpu_policy`. */
function numaTopology(instance: Instance): object | null {
  if (instance.flavor.extraSpecs['hw:cpu_policy'] !== 'dedicated') return null;
  const cell = object('InstanceNUMACell', '1.2', {
    id: 0,
    memory: instance.flavor.memoryMb,
    pagesize: null,
    cpuset: [0, 1],
    cpu_pinning_raw: { '0': 4, '1': 5 },
    cpu_topology: object('VirtCPUTopology', '1.0', { cores: 1, threads: 1, sockets: 2 }),
  });
  return object('InstanceNUMATopology', '1.2', { cells: [cell] });
}

/** `instance_extra`: what does not fit into columns, as JSON of Nova's versioned objects. */
export function instanceExtraRow(instance: Instance): Row {
  const numa = numaTopology(instance);
  return {
    ...lifetime(instance, instance.id),
    id: instance.id,
    instance_uuid: instance.uuid,
    numa_topology: numa && JSON.stringify(numa),
    pci_requests: '[]',
    flavor: JSON.stringify({ cur: flavorObject(instance.flavor), old: null, new: null }),
    vcpu_model: null,
    migration_context: null,
  };
}
