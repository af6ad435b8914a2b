import { z } from 'zod';
import type { Resources } from '../../../connectors/openstack/placement-api';

const flavorSchema = z.object({
  vcpus: z.number().int(),
  memory_mb: z.number().int(),
  root_gb: z.number().int(),
  ephemeral_gb: z.number().int(),
  /** MiB. */
  swap: z.number().int(),
  extra_specs: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

const storedSchema = z.object({ cur: z.object({ 'nova_object.data': flavorSchema }) });

export type Flavor = z.output<typeof flavorSchema>;

/** The flavor that an instance has now, out of `instance_extra.flavor`; undefined when that cannot be read. */
export function parseFlavor(stored: string | null): Flavor | undefined {
  try {
    return storedSchema.parse(JSON.parse(stored ?? '')).cur['nova_object.data'];
  } catch {
    return undefined;
  }
}

const MIB_IN_GIB = 1024;

/** `resources:VCPU`, or of a numbered group: `resources1:VCPU`. */
const AMOUNT_KEY = /^resources(?:[1-9]\d*)?:(.*)$/;

/** What Python's `int` reads as a number that is not negative. */
const AMOUNT = /^\s*(?:\+?\d+|-0+)\s*$/;

/**
 * What an instance of this flavor allocates: Nova's own sum (`resources_from_flavor`). Extra specs replace what the flavor says of
 * a class; those of a class that is neither standard nor custom, and those that are no amount, are passed over. A class of which it
 * takes nothing is left out.
 */
export function resourcesOfFlavor(
  { vcpus, memory_mb, root_gb, ephemeral_gb, swap, extra_specs }: Flavor,
  bootsFromVolume: boolean,
  classes: ReadonlySet<string>,
): Resources {
  const disk = (bootsFromVolume ? 0 : root_gb) + ephemeral_gb + Math.ceil(swap / MIB_IN_GIB);
  const asked = new Map<string, number>();
  for (const [key, amount] of Object.entries(extra_specs)) {
    const name = AMOUNT_KEY.exec(key)?.[1] ?? '';
    if (!AMOUNT.test(String(amount)) || !(name.startsWith('CUSTOM_') || classes.has(name))) continue;
    asked.set(name, (asked.get(name) ?? 0) + Number(amount));
  }
  const all = { VCPU: vcpus, MEMORY_MB: memory_mb, DISK_GB: disk, ...Object.fromEntries(asked) };
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => amount !== 0));
}
