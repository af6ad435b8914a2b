import type { Json, JsonObject } from '../../model/json';
import { dataOf, parsed, versionedObject } from './versioned-object';

const COLUMN = 'instance_extra.numa_topology';

/**
 * Liberty's NUMA cells hold the pinned CPUs, but no `cpu_policy`: Stein would take the guest for one that is not pinned and
 * give its CPUs away. Other texts (none, the legacy dict) stay as they are.
 */
export function withCpuPolicy(text: string | null): string | null {
  const topology = parsed(text, COLUMN);
  const cells = dataOf(topology)?.['cells'];
  if (text === null || !Array.isArray(cells)) return text;
  const done = (cells as readonly Json[]).map(cell);
  return done.some((fresh, i) => fresh !== (cells as readonly Json[])[i])
    ? JSON.stringify(versionedObject('InstanceNUMATopology', '1.3', { ...dataOf(topology), cells: done }))
    : text;
}

function cell(old: Json): Json {
  const data = dataOf(old);
  const pinning = data?.['cpu_pinning_raw'];
  if (data === undefined || pinning === null || pinning === undefined) return old;
  const policy: JsonObject = { cpu_policy: 'dedicated', cpu_thread_policy: data['cpu_thread_policy'] ?? null };
  return versionedObject('InstanceNUMACell', '1.4', { cpuset_reserved: null, ...data, ...policy });
}
