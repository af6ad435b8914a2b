import type { JsonObject } from '../../model/json';
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
