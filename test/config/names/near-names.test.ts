import { didYouMean, nearNames } from '../../../config/names/near-names';

const hosts = ['compute1', 'compute2', 'compute11', 'storage1', 'node-a'];

test('the nearest names come first, and none that is far', () => {
  expect(nearNames('comput1', hosts)).toEqual(['compute1', 'compute2', 'compute11']);
  expect(nearNames('compute11.example', ['compute11', 'compute11.example.org'])).toEqual(['compute11.example.org']);
  expect(nearNames('instances', hosts)).toEqual([]);
  expect(nearNames('x', [])).toEqual([]);
});

test('of very many names a few are told', () => {
  const many = Array.from({ length: 18_000 }, (_, i) => `${'rack-of-a-long-name-'.repeat(2)}${i}`);
  expect(nearNames(`${'rack-of-a-long-name-'.repeat(2)}17999x`, many)[0]).toMatch(/17999$/);
});

test('a hint names the nearest, and is empty where none is', () => {
  expect(didYouMean('compute', ['compute1', 'compute2'])).toBe(' Did you mean compute1 or compute2?');
  expect(didYouMean('instances', hosts)).toBe('');
});
