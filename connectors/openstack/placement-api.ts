import type { JsonObject } from '../../model/json';
import { ApiError } from './api-error';
import type { Session } from './session';

export interface ResourceProvider {
  readonly uuid: string;
  readonly name: string;
}

export async function listResourceProviders(session: Session): Promise<readonly ResourceProvider[]> {
  const { body } = await session.call('placement', 'GET', '/resource_providers');
  return (body as { resource_providers: ResourceProvider[] }).resource_providers;
}

/** What a consumer (a server) has allocated, by resource provider; empty when nothing. */
export async function readAllocations(session: Session, consumer: string): Promise<JsonObject> {
  const { body } = await session.call('placement', 'GET', `/allocations/${consumer}`);
  return (body as { allocations: JsonObject }).allocations;
}

/** Deletes all that a consumer has allocated; no error when there is nothing. */
export function removeAllocations(session: Session, consumer: string): Promise<boolean> {
  return remove(session, `/allocations/${consumer}`);
}

/** Deletes a resource provider that nobody has allocations of; no error when there is none. */
export function removeResourceProvider(session: Session, uuid: string): Promise<boolean> {
  return remove(session, `/resource_providers/${uuid}`);
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
