import { expression } from '../../alignment/expression';
import { fillIn } from '../../alignment/places';
import { PLACES } from './support';

test.each([
  ['another name', { from: 'instance_type_id' }, 's.`instance_type_id`'],
  ['a constant', { constant: 0 }, '0'],
  ['nothing', { constant: null }, 'NULL'],
  ['a text', { constant: "it's" }, "'it''s'"],
  ['an expression', { sql: 's.a IN (SELECT id FROM {source.nova}.b)' }, '(s.a IN (SELECT id FROM `old_nova`.b))'],
  ['a setting', { setting: 'availabilityZone' }, "'it''s'"],
  [
    'a replacement, and what has none stays',
    { replaced: 'host', by: 'volumeHosts' },
    "(CASE s.`host` WHEN 'old@ceph#ceph' THEN 'new@rbd#rbd' ELSE s.`host` END)",
  ],
  ['the only value looked up', { lookedUp: 'cell', by: null }, "'7'"],
  [
    'a value looked up by the service of a host',
    { lookedUp: 'volumeServices', by: { from: 'host' } },
    "(CASE SUBSTRING_INDEX(s.`host`, '#', 1) WHEN 'new@rbd' THEN 'u-1' ELSE NULL END)",
  ],
  [
    'a value looked up, and what the definition says where there is none',
    { lookedUp: 'volumeServices', by: { from: 'host' }, otherwise: 'availabilityZone' },
    "(CASE SUBSTRING_INDEX(s.`host`, '#', 1) WHEN 'new@rbd' THEN 'u-1' ELSE 'it''s' END)",
  ],
] as const)('a column can have %s', (_what, value, sql) => {
  expect(expression(value, 'things', PLACES)).toBe(sql);
});

test('a placeholder that stands for nothing is a mistake in the mapping', () => {
  expect(() => fillIn('SELECT 1 FROM {source.keystone}.x', PLACES)).toThrow('{source.keystone}');
});
