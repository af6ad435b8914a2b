import { z } from 'zod';
import { ApiError } from '../../../connectors/openstack/api-error';
import {
  readInventories,
  writeInventories,
  type Inventories,
  type Inventory,
  type Resources,
} from '../../../connectors/openstack/placement-api';
import type { Session } from '../../../connectors/openstack/session';

const limitsSchema = z.object({ reserved: z.number(), max_unit: z.number(), allocation_ratio: z.number() });
type Limits = z.output<typeof limitsSchema>;

/** For the ledger: how far a provider's limits are raised for a moment, and what they were, by resource class. */
export const roomSchema = z.object({
  provider: z.string(),
  limits: z.record(z.string(), z.object({ was: limitsSchema, raised: limitsSchema })),
});
export type Room = z.output<typeof roomSchema>;

/** Amounts of several consumers of a provider, or of all. */
export function sumOf(all: Iterable<Resources>): Resources {
  const sum: Record<string, number> = {};
  for (const resources of all)
    for (const [name, amount] of Object.entries(resources)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

/** How much of a class can be allocated. */
export function capacityOf({ total, reserved, allocation_ratio: ratio }: Inventory): number {
  return (total - reserved) * ratio;
}

/**
 * The room that a provider lacks for these new allocations beside what is used: undefined when it lacks none. Its limits are raised no
 * further than the new ones need, so that no scheduler finds anything to give away meanwhile.
 */
export function roomFor(
  provider: string,
  inventories: Inventories['inventories'],
  used: Resources,
  wanted: readonly Resources[],
): Room | undefined {
  const limits: Record<string, Room['limits'][string]> = {};
  for (const [name, amount] of Object.entries(sumOf(wanted))) {
    const inventory = inventories[name];
    if (inventory === undefined) continue;
    const all = (used[name] ?? 0) + amount;
    const largest = Math.max(...wanted.map((resources) => resources[name] ?? 0));
    const was = limitsOf(inventory);
    const fits = capacityOf(inventory) >= all;
    if (fits && largest <= inventory.max_unit) continue;
    const reserved = inventory.reserved < inventory.total ? inventory.reserved : 0;
    const raised = fits ? was : { ...was, reserved, allocation_ratio: ratioOf(all, inventory.total - reserved) };
    limits[name] = { was, raised: { ...raised, max_unit: Math.max(largest, inventory.max_unit) } };
  }
  return Object.keys(limits).length === 0 ? undefined : { provider, limits };
}

/** Rounded up to what a FLOAT column gives back as it was written. */
function ratioOf(amount: number, of: number): number {
  const ratio = amount / of;
  const unit = 10 ** (Math.floor(Math.log10(ratio)) - 4);
  return Number(((Math.floor(ratio / unit) + 1) * unit).toPrecision(5));
}

/** Raises the limits, where they still are what they were. */
export function raiseLimits(session: Session, { provider, limits }: Room): Promise<void> {
  return changeLimits(session, provider, (name) => ({ from: limits[name]?.was, to: limits[name]?.raised }));
}

/** Puts raised limits back. Those that somebody has changed meanwhile are left alone: nova-compute writes its own. */
export function putLimitsBack(session: Session, { provider, limits }: Room): Promise<void> {
  return changeLimits(session, provider, (name) => ({ from: limits[name]?.raised, to: limits[name]?.was }));
}

/** How often a change is begun anew because nova-compute has changed the same provider meanwhile. */
const TRIES = 5;

async function changeLimits(
  session: Session,
  provider: string,
  change: (name: string) => { readonly from: Limits | undefined; readonly to: Limits | undefined },
): Promise<void> {
  for (let tried = 1; ; tried++) {
    const found = await readInventories(session, provider);
    if (found === undefined) return;
    const changed = Object.entries(found.inventories).flatMap(([name, inventory]) => {
      const { from, to } = change(name);
      return to !== undefined && same(limitsOf(inventory), from) ? [[name, { ...inventory, ...to }] as const] : [];
    });
    if (changed.length === 0) return;
    try {
      const inventories = { ...found.inventories, ...Object.fromEntries(changed) };
      return await writeInventories(session, provider, { ...found, inventories });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409) || tried === TRIES) throw error;
    }
  }
}

function limitsOf({ reserved, max_unit, allocation_ratio }: Inventory): Limits {
  return { reserved, max_unit, allocation_ratio };
}

function same(one: Limits, other: Limits | undefined): boolean {
  return (
    one.reserved === other?.reserved &&
    one.max_unit === other.max_unit &&
    one.allocation_ratio === other.allocation_ratio
  );
}
