import { createNewIdentities } from '../../../activities/databases/context/new-identities';
import { PROJECTS } from '../../../lab/inventory';
import type { NewIdentity } from '../../../model/tables/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { LAB_DEFINITION } from '../../support/lab-definition';

function identitiesOf(
  projects: Record<string, NewIdentity>,
  users: Record<string, NewIdentity> = {},
  without: readonly string[] = [],
) {
  const alignment = { ...LAB_DEFINITION.alignment, without, identity: { projects, users } };
  return createNewIdentities()({ ...LAB_DEFINITION, alignment }, LIBERTY_TO_STEIN);
}

test("names are looked up in the target's Keystone, by the domain's name or id", async () => {
  const [blue] = PROJECTS;
  const found = await identitiesOf(
    { old1: { name: 'blue', domain: 'Default' }, old2: { name: 'green', domain: 'default' }, old3: 'an-id' },
    { root: { name: 'admin', domain: 'Default' } },
  );
  expect(found.projects).toEqual({ old1: blue?.id, old2: PROJECTS[1]?.id, old3: 'an-id' });
  expect(found.users['root']).toMatch(/^[0-9a-f]{32}$/);
});

test('an identity that is not there is left out, so that its rows are found to have no partner', async () => {
  const found = await identitiesOf({
    old1: { name: 'no-such-project', domain: 'Default' },
    old2: { name: 'blue', domain: 'no-such-domain' },
    old3: 'an-id',
  });
  expect(found).toEqual({ projects: { old3: 'an-id' }, users: {} });
});

test('nothing is new where the fix-up is switched off, or where ids are only given to themselves', async () => {
  const missing = { name: 'no-such-user', domain: 'Default' };
  expect(await identitiesOf({ old1: 'an-id' }, { old2: missing }, ['projectIds', 'userIds'])).toEqual({
    projects: {},
    users: {},
  });
  expect(await identitiesOf({ old1: 'old1' }, { old2: 'an-id' })).toEqual({ projects: {}, users: { old2: 'an-id' } });
});
