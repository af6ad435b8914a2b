import type { JsonObject } from '../../model/json';
import { ApiError } from './api-error';
import type { Session } from './session';

export interface ResourceProvider {
  readonly uuid: string;
  readonly name: string;
}

/** Amounts by resource class: `{ VCPU: 2, MEMORY_MB: 2048 }`. */
export type Resources = Readonly<Record<string, number>>;

/** What a provider has of one resource class. `(total - reserved) * allocation_ratio` of it can be allocated. */
export interface Inventory {
  readonly total: number;
  readonly reserved: number;
  readonly min_unit: number;
  readonly max_unit: number;
  readonly step_size: number;
  readonly allocation_ratio: number;
}

/** By resource class. The generation has to be given back with a change: it tells whether another one came between. */
export interface Inventories {
  readonly resource_provider_generation: number;
  readonly inventories: Readonly<Record<string, Inventory>>;
}

/** What a new consumer (a server) is to have of one provider. */
export interface NewAllocation {
  readonly consumer: string;
  readonly provider: string;
  readonly resources: Resources;
  readonly project: string;
  readonly user: string;
}

export async function listResourceProviders(session: Session): Promise<readonly ResourceProvider[]> {
  const { body } = await session.call('placement', 'GET', '/resource_providers');
  return (body as { resource_providers: ResourceProvider[] }).resource_providers;
}

/** Names of the resource classes that Placement knows: the standard ones, and those that begin with `CUSTOM_`. */
export async function listResourceClasses(session: Session): Promise<readonly string[]> {
  const { body } = await session.call('placement', 'GET', '/resource_classes');
  return (body as { resource_classes: { name: string }[] }).resource_classes.map(({ name }) => name);
}

/** What a provider has; undefined when there is no such provider. */
export async function readInventories(session: Session, provider: string): Promise<Inventories | undefined> {
  return (await read(session, `/resource_providers/${provider}/inventories`)) as Inventories | undefined;
}

/** Replaces what a provider has; throws an ApiError of 409 when it was changed since it was read. */
export async function writeInventories(session: Session, provider: string, inventories: Inventories): Promise<void> {
  await session.call('placement', 'PUT', `/resource_providers/${provider}/inventories`, inventories);
}

/** What consumers have allocated of a provider, by consumer; undefined when there is no such provider. */
export async function readProviderAllocations(
  session: Session,
  provider: string,
): Promise<ReadonlyMap<string, Resources> | undefined> {
  const body = await read(session, `/resource_providers/${provider}/allocations`);
  if (body === undefined) return undefined;
  const { allocations } = body as { allocations: Record<string, { resources: Resources }> };
  return new Map(Object.entries(allocations).map(([consumer, { resources }]) => [consumer, resources]));
}

/** What a consumer (a server) has allocated, by resource provider; empty when nothing. */
export async function readAllocations(session: Session, consumer: string): Promise<JsonObject> {
  const { body } = await session.call('placement', 'GET', `/allocations/${consumer}`);
  return (body as { allocations: JsonObject }).allocations;
}

/**
 * Allocates for all of these consumers or, with an error, for none. Throws an ApiError of 409 when one of them has allocations
 * already, or when a provider has not enough; of 400 when there is no such provider or resource class.
 */
export async function createAllocations(session: Session, allocations: readonly NewAllocation[]): Promise<void> {
  const bodies = allocations.map(({ consumer, provider, resources, project, user }) => [
    consumer,
    // null: a consumer that nobody has made yet
    {
      allocations: { [provider]: { resources } },
      project_id: project,
      user_id: user,
      consumer_generation: null,
    },
  ]);
  await session.call('placement', 'POST', '/allocations', Object.fromEntries(bodies));
}

/** Deletes all that a consumer has allocated; no error when there is nothing. */
export function removeAllocations(session: Session, consumer: string): Promise<boolean> {
  return remove(session, `/allocations/${consumer}`);
}

/** Deletes a resource provider that nobody has allocations of; no error when there is none. */
export function removeResourceProvider(session: Session, uuid: string): Promise<boolean> {
  return remove(session, `/resource_providers/${uuid}`);
}

async function read(session: Session, path: string): Promise<unknown> {
  try {
    return (await session.call('placement', 'GET', path)).body;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

async function remove(session: Session, path: string): Promise<boolean> {
  try {
    await session.call('placement', 'DELETE', path);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
