import { idsByName } from '../../connectors/openstack/identity-names';
import type { NewIdentity } from '../../model/alignment-choices';
import type { ClusterDefinition } from '../../model/cluster';
import { openSession } from '../services/open-session';

type Ids = Readonly<Record<string, string>>;

interface NewIdentities {
  readonly projects: Ids;
  readonly users: Ids;
}

/** Names that were all found, by what was asked; every table asks anew. */
const found = new Map<string, NewIdentities>();

/**
 * Old id → id in the target's Keystone, as the definition says. Where it gives names Keystone is asked; an identity that is
 * not there is left out, so that its rows are found to have no partner.
 */
export async function readNewIdentities(definition: ClusterDefinition): Promise<NewIdentities> {
  const { alignment, target } = definition;
  const { projects, users } = alignment.identity;
  const key = JSON.stringify([target.identity.url, projects, users]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const read = { projects: await resolved(definition, 'projects'), users: await resolved(definition, 'users') };
  const complete = (['projects', 'users'] as const).every(
    (kind) => Object.keys(read[kind]).length === Object.keys(alignment.identity[kind]).length,
  );
  if (complete) found.set(key, read);
  return read;
}

async function resolved(definition: ClusterDefinition, kind: 'projects' | 'users'): Promise<Ids> {
  const wanted = Object.entries(definition.alignment.identity[kind]);
  const domains = new Set(wanted.flatMap(([, identity]) => (typeof identity === 'string' ? [] : [identity.domain])));
  const names = new Map<string, ReadonlyMap<string, string> | undefined>();
  if (domains.size > 0) {
    const session = await openSession(definition);
    for (const domain of domains) names.set(domain, await idsByName(session, kind, domain));
  }
  const idOf = (identity: NewIdentity): string | undefined =>
    typeof identity === 'string' ? identity : names.get(identity.domain)?.get(identity.name);
  return Object.fromEntries(
    wanted.flatMap(([old, identity]) => {
      const id = idOf(identity);
      return id === undefined ? [] : [[old, id] as const];
    }),
  );
}
