import { findingQueries } from '../../alignment/findings';
import { leftBehind, project } from '../../alignment/projection';
import type { Column, Key } from '../../model/columns';
import type { TableMapping } from '../../model/mapping';
import { column, ID, mapping, PLACES } from './support';

function messages(source: Column[], target: Column[], fields: Partial<TableMapping> = {}, keys: Key[] = []): string[] {
  const made = mapping({ dropped: [], ...fields });
  const projection = project(made, source, target, PLACES);
  const input = { projection, places: PLACES, source, target, keys, leftBehind: leftBehind(made, source, target) };
  return findingQueries(input).map(({ message, sql }) => (sql === null ? `! ${message}` : message));
}

test('tables that are the same raise no question', () => {
  expect(messages([ID, column('name')], [ID, column('name')])).toEqual([]);
});

test('a value that must be there and that nothing gives is known without a question', () => {
  expect(messages([ID], [ID, column('uuid', { nullable: false })])).toEqual([
    '! things → nova.things, column uuid: it must have a value, and nothing gives one.',
  ]);
  expect(messages([ID], [ID, column('kind', { nullable: false, hasDefault: true })])).toEqual([]);
});

test.each([
  ['NULLs', [ID, column('name')], [ID, column('name', { nullable: false })], {}, 'NULL where the new release wants'],
  ['values without a place', [ID, column('extra')], [ID], {}, 'has no place for them'],
  ['texts that are too long', [ID, column('name')], [ID, column('name', { maxLength: 64 })], {}, 'longer than the 64'],
  [
    'hosts without a partner',
    [ID, column('host')],
    [ID, column('host')],
    { columns: { host: { replaced: 'host', by: 'volumeHosts' } } },
    'has no partner',
  ],
  ['rows that the mapping refuses', [ID], [ID], { refused: [{ when: 's.x = 1', because: 'not yet' }] }, 'not yet'],
] as const)('%s are asked for', (_what, source, target, fields, message) => {
  const found = messages([...source], [...target], fields);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(message);
});

test('a unique key is asked for under the collation of the target', () => {
  const key = { name: 'u', columns: ['name'] };
  const bin = column('name', { collation: 'utf8_bin' });
  expect(messages([ID, bin], [ID, column('name')], {}, [key])).toEqual([
    'nova.things, unique key u (name): rows that are the same to it',
  ]);
});

test('what is meant to be left behind is no finding', () => {
  expect(messages([ID, column('extra')], [ID], { dropped: ['extra'] })).toEqual([]);
  expect(messages([ID, column('extra')], [ID], { dropped: 'rest' })).toEqual([]);
});
