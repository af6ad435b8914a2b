/** A flavor (`instance_types` in Liberty). Sizes: MiB of memory, GiB of disk, MiB of swap. */
export interface Flavor {
  readonly id: number;
  readonly flavorid: string;
  readonly name: string;
  readonly memoryMb: number;
  readonly vcpus: number;
  readonly rootGb: number;
  readonly ephemeralGb: number;
  readonly swap: number;
  readonly isPublic: boolean;
  readonly deleted: boolean;
  readonly extraSpecs: Readonly<Record<string, string>>;
}

type Size = readonly [memoryMb: number, vcpus: number, rootGb: number, ephemeralGb: number, swap: number];

function flavor(id: number, flavorid: string, name: string, size: Size, more: Partial<Flavor> = {}): Flavor {
  const [memoryMb, vcpus, rootGb, ephemeralGb, swap] = size;
  const rest = { memoryMb, vcpus, rootGb, ephemeralGb, swap, isPublic: true, deleted: false, extraSpecs: {} };
  return { id, flavorid, name, ...rest, ...more };
}

/** The five flavors that Liberty's `db sync` seeds (with its odd ids), and what operators add over the years. */
export const FLAVORS: readonly Flavor[] = [
  flavor(1, '3', 'm1.medium', [4096, 2, 40, 0, 0]),
  flavor(2, '1', 'm1.tiny', [512, 1, 1, 0, 0]),
  flavor(3, '4', 'm1.large', [8192, 4, 80, 0, 0]),
  flavor(4, '5', 'm1.xlarge', [16384, 8, 160, 0, 0]),
  flavor(5, '2', 'm1.small', [2048, 1, 20, 0, 0], { extraSpecs: { 'quota:disk_total_iops_sec': '1500' } }),
  flavor(6, '60', 'c1.old', [1024, 2, 10, 0, 0], { deleted: true, extraSpecs: { pool: 'retired' } }),
  flavor(7, '42', 'm1.numa', [2048, 2, 20, 0, 0], {
    isPublic: false,
    extraSpecs: { 'hw:cpu_policy': 'dedicated', 'hw:numa_nodes': '1' },
  }),
  flavor(8, 'c1.scratch', 'c1.scratch', [1024, 1, 10, 5, 512], {
    extraSpecs: { 'aggregate_instance_extra_specs:pool': 'general' },
  }),
];

/** The flavor of this name; a mistyped name is an error of the lab itself. */
export function flavorNamed(name: string): Flavor {
  const found = FLAVORS.find((flavor) => flavor.name === name);
  if (found === undefined) throw new Error(`The lab has no flavor ${name}`);
  return found;
}
