import { createNewIdentities } from '../../../activities/databases/context/new-identities';
import type { NewIdentity } from '../../../model/tables/alignment-choices';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { definitionOf } from '../../support/definition';

/** A Keystone that says what `known` says at the moment, by names. */
function identities() {
  const known = new Map([['blue', 'id-1']]);
  const asked: string[] = [];
  let now = 0;
  const read = createNewIdentities({
    now: () => now,
    idsOf: async (_definition, kind, given) => {
      asked.push(kind);
      const found = Object.entries(given).flatMap(([old, identity]) => {
        const id = typeof identity === 'string' ? identity : known.get(identity.name);
        return id === undefined ? [] : [[old, id] as const];
      });
      return Promise.resolve(Object.fromEntries(found));
    },
  });
  const projectsOf = async (projects: Readonly<Record<string, NewIdentity>>) => {
    const plain = definitionOf('lab');
    const alignment = { ...plain.alignment, identity: { projects, users: {} } };
    return (await read({ ...plain, alignment }, LIBERTY_TO_STEIN)).projects;
  };
  return { known, asked, projectsOf, pass: (ms: number) => (now += ms) };
}

const BLUE = { old: { name: 'blue', domain: 'Default' } };

test('a Keystone that was made anew is asked again after a minute, until then the old answer stands', async () => {
  const { known, asked, projectsOf, pass } = identities();
  expect(await projectsOf(BLUE)).toEqual({ old: 'id-1' });
  known.set('blue', 'id-2');
  pass(59_999);
  expect(await projectsOf(BLUE)).toEqual({ old: 'id-1' });
  expect(asked).toEqual(['projects', 'users']);
  pass(1);
  expect(await projectsOf(BLUE)).toEqual({ old: 'id-2' });
});

test('a definition that gives others is asked for at once, and so is a project that was not there', async () => {
  const { known, projectsOf } = identities();
  expect(await projectsOf(BLUE)).toEqual({ old: 'id-1' });
  const both = { ...BLUE, older: { name: 'green', domain: 'Default' } };
  expect(await projectsOf(both)).toEqual({ old: 'id-1' });
  known.set('green', 'id-3');
  expect(await projectsOf(both)).toEqual({ old: 'id-1', older: 'id-3' });
});
