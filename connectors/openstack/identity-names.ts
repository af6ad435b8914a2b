import { ApiError } from './api-error';
import type { Session } from './session';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Listed {
  readonly truncated?: boolean;
}

/** Ids of all projects or users of a domain by their names; undefined when there is no such domain. Throws an ApiError. */
export async function idsByName(
  session: Session,
  collection: 'projects' | 'users',
  domain: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const domains = await list(session, 'domains', '/domains');
  const found = domains.find(({ id, name }) => name === domain || id === domain);
  if (found === undefined) return undefined;
  return new Map((await inDomain(session, collection, found.id)).map(({ id, name }) => [name, id]));
}

/** Ids of all projects or users that there are, of every domain. Throws an ApiError. */
export async function allIds(session: Session, collection: 'projects' | 'users'): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  // Where domains have their own drivers, a list without a domain is one of the administrator's domain only.
  for (const domain of await list(session, 'domains', '/domains'))
    for (const { id } of await inDomain(session, collection, domain.id)) ids.add(id);
  return ids;
}

function inDomain(session: Session, collection: 'projects' | 'users', domain: string): Promise<readonly Named[]> {
  return list(session, collection, `/${collection}?domain_id=${encodeURIComponent(domain)}`);
}

async function list(session: Session, collection: string, path: string): Promise<readonly Named[]> {
  const { body } = await session.call('identity', 'GET', path);
  // A list that was cut (Keystone's list_limit) would let identities seem not to be there.
  if ((body as Listed).truncated === true)
    throw new ApiError('GET', path, 200, `Keystone gives only a part of its ${collection}: raise its list_limit`);
  return (body as Record<string, readonly Named[]>)[collection] ?? [];
}
