import { mappingsOf, replacementsUsed } from '../../../alignment/mappings';
import { idsByName } from '../../../connectors/openstack/identity-names';
import type { NewIdentity } from '../../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../../model/cluster';
import type { ReleasePair } from '../../../model/pair/release-pair';
import { openSession } from '../../toolbox/open-session';

type Ids = Readonly<Record<string, string>>;
type Given = Readonly<Record<string, NewIdentity>>;

interface NewIdentities {
  readonly projects: Ids;
  readonly users: Ids;
}

/** Names that were all found, by what was asked; every table asks again. */
const found = new Map<string, NewIdentities>();

/**
 * Old id → id in the target's Keystone, as the definition says; none of a kind that no mapping replaces, because its fix-up
 * is switched off or asked for by nothing. Where names are given Keystone is asked; an identity that is not there is left
 * out, so that its rows are found to have no partner.
 */
export async function readNewIdentities(definition: ClusterDefinition, pair: ReleasePair): Promise<NewIdentities> {
  const { alignment, target } = definition;
  const used = replacementsUsed(mappingsOf(pair, definition));
  const projects = used.has('projects') ? alignment.identity.projects : {};
  const users = used.has('users') ? alignment.identity.users : {};
  const key = JSON.stringify([target.identity.url, projects, users]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const read = {
    projects: await resolved(definition, 'projects', projects),
    users: await resolved(definition, 'users', users),
  };
  const complete = size(read.projects) === size(projects) && size(read.users) === size(users);
  if (complete) found.set(key, read);
  return read;
}

function size(ids: Given): number {
  return Object.keys(ids).length;
}

async function resolved(definition: ClusterDefinition, kind: 'projects' | 'users', given: Given): Promise<Ids> {
  const wanted = Object.entries(given);
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
