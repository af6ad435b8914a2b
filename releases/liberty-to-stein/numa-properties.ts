import type { JsonObject } from '../../model/json';

/**
 * An image's CPUs and memory by NUMA node, which are a property for each node (`hw_numa_cpus.0`, …) and lists in Stein's
 * object. As Stein does, it stops at the first node that is not named.
 */
export function numaProperties(properties: Readonly<Record<string, string>>): JsonObject {
  const cpus = byNode(properties, 'hw_numa_cpus').map(cpuSet);
  const memory = byNode(properties, 'hw_numa_mem').map(Number);
  return {
    ...(cpus.length > 0 && cpus.every((set) => set !== undefined) ? { hw_numa_cpus: cpus } : {}),
    ...(memory.length > 0 && memory.every(Number.isInteger) ? { hw_numa_mem: memory } : {}),
  };
}

function byNode(properties: Readonly<Record<string, string>>, name: string): string[] {
  const found: string[] = [];
  for (let value = properties[`${name}.0`]; value !== undefined; value = properties[`${name}.${found.length}`])
    found.push(value);
  return found;
}

/** More than any machine has; without an end a slip of the hand would fill the memory. */
const LAST_CPU = 65_535;

/** `0-3,^2` as [0, 1, 3]; undefined when it is no such text. */
export function cpuSet(text: string): number[] | undefined {
  const included = new Set<number>();
  const excluded = new Set<number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, not, from, to] = /^(\^?)(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (from === undefined || (not !== '' && to !== undefined) || Number(to ?? from) > LAST_CPU) return undefined;
    for (let cpu = Number(from); cpu <= Number(to ?? from); cpu++) (not === '' ? included : excluded).add(cpu);
  }
  return [...included].filter((cpu) => !excluded.has(cpu)).sort((a, b) => a - b);
}
