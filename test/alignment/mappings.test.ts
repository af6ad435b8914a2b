import { mappingsLeftOut, mappingsOfPhase, replacementsUsed } from '../../alignment/mappings';
import { project } from '../../alignment/projection';
import { DEFAULT_ALIGNMENT, type AlignmentChoices } from '../../model/tables/alignment-choices';
import type { ReleasePair } from '../../model/pair/release-pair';
import { BAKERY } from '../support/bakery';
import { definitionOf } from '../support/definition';
import { column, ID, mapping, PLACES } from './support';

/** A pair that is made up: the composition knows no release. */
const PAIR: ReleasePair = {
  ...BAKERY,
  name: 'old-to-new',
  from: 'old',
  to: 'new',
  tables: {
    images: [],
    compute: [
      mapping({ built: { inputs: { a: 's.a' }, columns: ['x'], build: ({ a }) => ({ x: `${a}` }) } }),
      mapping({ name: 'nova.history', optional: 'history' }),
    ],
    volumes: [],
  },
  lookups: {},
  fixUps: [
    { name: 'always', why: '', changes: { 'nova.things': { columns: { kind: { constant: 'k' } }, where: 's.b' } } },
    {
      name: 'inCode',
      why: '',
      changes: {
        'nova.things': {
          built: { inputs: { a: 's.c', b: 's.b' }, columns: ['y'], build: ({ a, b }) => ({ y: `${a}${b}` }) },
        },
      },
    },
    {
      name: 'owners',
      why: '',
      asked: { by: 'ids', when: ({ alignment }) => Object.keys(alignment.identity.projects).length > 0 },
      everywhere: { project_id: { replaced: 'project_id', by: 'projects' } },
    },
  ],
  excludedTables: [],
  inFlight: [],
  notices: [],
  assertions: { images: [], compute: [], volumes: [] },
  ownerColumns: [],
};

function composed(choices: Partial<AlignmentChoices> = {}) {
  const definition = definitionOf('blue', { alignment: { ...DEFAULT_ALIGNMENT, ...choices } });
  return { mappings: mappingsOfPhase(PAIR, 'compute', definition), definition };
}

test('optional tables are copied when they are asked for', () => {
  expect(composed().mappings.map(({ name }) => name)).toEqual(['nova.things']);
  expect(composed({ tables: ['history'] }).mappings.map(({ name }) => name)).toEqual(['nova.things', 'nova.history']);
  expect(mappingsLeftOut(PAIR, composed().definition).map(({ name }) => name)).toEqual(['nova.history']);
});

test('a fix-up adds to the mapping, and is off by its name', () => {
  const [fixed] = composed().mappings;
  expect(fixed).toMatchObject({ columns: { kind: { constant: 'k' } }, where: '(s.deleted = 0) AND (s.b)' });
  const [plain] = composed({ without: ['always'] }).mappings;
  expect(plain?.columns).toBeUndefined();
  expect(plain?.where).toBe('s.deleted = 0');
});

test('columns that code makes come together; a later fix-up says what an input is', () => {
  const built = composed().mappings[0]?.built;
  expect(built?.inputs).toEqual({ a: 's.c', b: 's.b' });
  expect(built?.columns).toEqual(['x', 'y']);
  expect(built?.build({ a: '1', b: '2' })).toEqual({ x: '1', y: '12' });
});

test('ids are replaced in every table that has the column, once a mapping is given', () => {
  const source = [ID, column('project_id')];
  const sqlOf = (choices: Partial<AlignmentChoices>) =>
    composed({ tables: ['history'], ...choices }).mappings.map(
      (one) => project(one, source, source, PLACES).columns.find(({ name }) => name === 'project_id')?.sql,
    );
  const identity = { projects: { p1: 'n1' }, users: {} };
  expect(sqlOf({})).toEqual(['s.`project_id`', 's.`project_id`']);
  const replaced = "(CASE s.`project_id` WHEN 'p1' THEN 'n1' ELSE s.`project_id` END)";
  expect(sqlOf({ identity })).toEqual([replaced, replaced]);
  expect([...replacementsUsed(composed({ identity }).mappings)]).toEqual(['projects']);
  expect([...replacementsUsed(composed({ identity, without: ['owners'] }).mappings)]).toEqual([]);
});
