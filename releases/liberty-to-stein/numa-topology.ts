import type { Json, JsonObject } from '../../model/json';
import { cpuSet } from './numa-properties';
import { dataOf, parseColumn, versionedObject } from './versioned-object';

const COLUMN = 'instance_extra.numa_topology';

/**
 * Liberty's NUMA cells hold the pinned CPUs, but no `cpu_policy`: Stein would take the guest for one that is not pinned and
 * give its CPUs away. Other texts (none, the legacy dict) stay as they are.
 */
export function withCpuPolicy(text: string | null): string | null {
  const topology = parseColumn(text, COLUMN);
  const cells = dataOf(topology)?.['cells'];
  if (text === null || !Array.isArray(cells)) return text;
  const done = (cells as readonly Json[]).map(cell);
  return done.some((fresh, i) => fresh !== (cells as readonly Json[])[i])
    ? JSON.stringify(versionedObject('InstanceNUMATopology', '1.3', { ...dataOf(topology), cells: done }))
    : text;
}

/** The topology as a request spec has it, also of a text that is as old as Juno; null where there is none. */
export function numaTopology(text: string | null, uuid: string): Json {
  const topology = parseColumn(withCpuPolicy(text), COLUMN) ?? null;
  if (topology === null) return null;
  const data = dataOf(topology) ?? { cells: legacyCells(topology) };
  return versionedObject('InstanceNUMATopology', '1.3', { ...data, instance_uuid: uuid });
}

/** `{"cells": [{"id": 0, "cpus": "0,1", "mem": {"total": 512}}]}`, read as Stein reads it from the instance itself. */
function legacyCells(topology: Json): readonly Json[] {
  const cells = (topology as JsonObject)['cells'];
  if (!Array.isArray(cells)) throw new Error(`${COLUMN} holds no topology`);
  return (cells as readonly JsonObject[]).map(({ id = null, cpus, mem, pagesize = null }) => {
    const cpuset = typeof cpus === 'string' ? cpuSet(cpus) : undefined;
    if (cpuset === undefined) throw new Error(`${COLUMN} holds a cell without CPUs`);
    const memory = (mem as JsonObject | undefined)?.['total'] ?? 0;
    const unsaid = { cpu_pinning_raw: null, cpu_policy: null, cpu_thread_policy: null, cpuset_reserved: null };
    return versionedObject('InstanceNUMACell', '1.4', { id, cpuset, memory, pagesize, ...unsaid });
  });
}

function cell(old: Json): Json {
  const data = dataOf(old);
  const pinning = data?.['cpu_pinning_raw'];
  if (data === undefined || pinning === null || pinning === undefined) return old;
  const policy: JsonObject = { cpu_policy: 'dedicated', cpu_thread_policy: data['cpu_thread_policy'] ?? null };
  return versionedObject('InstanceNUMACell', '1.4', { cpuset_reserved: null, ...data, ...policy });
}
