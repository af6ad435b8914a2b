import type { Session } from './session';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A project with one user in it, who has no rights beyond those of a tenant. */
export interface Tenant {
  readonly name: string;
  readonly password: string;
}

/** The role that Keystone's bootstrap gives to tenants. */
const TENANT_ROLE = 'member';

/** Makes the project and the user unless they are there; throws an ApiError on failure. */
export async function createTenant(session: Session, domain: string, { name, password }: Tenant): Promise<void> {
  const project =
    (await findNamed(session, 'projects', name)) ??
    (await create(session, 'project', { name, domain_id: domain, description: 'A check; it goes at once.' }));
  const user =
    (await findNamed(session, 'users', name)) ??
    (await create(session, 'user', { name, domain_id: domain, password, default_project_id: project }));
  const role = await findNamed(session, 'roles', TENANT_ROLE);
  await session.call('identity', 'PUT', `/projects/${project}/users/${user}/roles/${role ?? TENANT_ROLE}`);
}

/** Deletes what `createTenant` made, as far as it is there. */
export async function removeTenant(session: Session, name: string): Promise<void> {
  for (const collection of ['users', 'projects'] as const) {
    const id = await findNamed(session, collection, name);
    if (id !== undefined) await session.call('identity', 'DELETE', `/${collection}/${id}`);
  }
}

async function findNamed(
  session: Session,
  collection: 'projects' | 'users' | 'roles',
  name: string,
): Promise<string | undefined> {
  const { body } = await session.call('identity', 'GET', `/${collection}?name=${encodeURIComponent(name)}`);
  return (body as Record<string, readonly Named[]>)[collection]?.[0]?.id;
}

async function create(
  session: Session,
  kind: 'project' | 'user',
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const { body } = await session.call('identity', 'POST', `/${kind}s`, { [kind]: fields });
  return (body as Record<string, Named>)[kind]?.id as string;
}
