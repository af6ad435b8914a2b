import { mappingsOf, replacementsUsed } from '../../../alignment/mappings';
import { idsByName } from '../../../connectors/openstack/identity-names';
import type { NewIdentity } from '../../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Dependencies, NewIdentities } from '../../dependencies';
import { openSession } from '../../toolbox/open-session';
import { Remembered } from '../../toolbox/remembered';

/** Every table asks; but a rebuilt Keystone has other ids, which must be seen before rows are copied there. */
const ANSWER_STANDS_MS = 60_000;

type Given = Readonly<Record<string, NewIdentity>>;
type Kind = 'projects' | 'users';

/** `idsOf` asks Keystone for what the definition gives of one kind; `now` counts milliseconds. */
export interface NewIdentitiesParts {
  readonly idsOf?: typeof readIds;
  readonly now?: () => number;
}

/**
 * Old id → id in the target's Keystone, as the definition says; none of a kind that no mapping replaces, because its fix-up
 * is switched off or asked for by nothing. Where names are given Keystone is asked; an identity that is not there is left
 * out, so that its rows are found to have no partner. When all were found, the answer stands for a minute.
 */
export function createNewIdentities({ idsOf = readIds, now }: NewIdentitiesParts = {}): Dependencies['newIdentities'] {
  const found = new Remembered<NewIdentities>(ANSWER_STANDS_MS, now);
  return async (definition, pair) => {
    const { alignment, target } = definition;
    const used = replacementsUsed(mappingsOf(pair, definition));
    const projects = used.has('projects') ? alignment.identity.projects : {};
    const users = used.has('users') ? alignment.identity.users : {};
    return found.of(
      JSON.stringify([target.identity.url, projects, users]),
      async () => ({
        projects: await idsOf(definition, 'projects', projects),
        users: await idsOf(definition, 'users', users),
      }),
      (read) => size(read.projects) === size(projects) && size(read.users) === size(users),
    );
  };
}

function size(ids: Given): number {
  return Object.keys(ids).length;
}

async function readIds(
  definition: ClusterDefinition,
  kind: Kind,
  given: Given,
): Promise<Readonly<Record<string, string>>> {
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
