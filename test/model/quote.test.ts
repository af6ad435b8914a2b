import { assert, property, string } from 'fast-check';
import { identifier, literal, tableName } from '../../model/quote';

test('names are quoted', () => {
  expect(identifier('it`s')).toBe('`it``s`');
  expect(tableName('a', 'b')).toBe('`a`.`b`');
});

test('literals end where they should, whatever is in them', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const inside = literal(text).slice(1, -1);
      // Without pairs, neither a quote nor a backslash is left over.
      expect(inside.replaceAll(/''|\\[\s\S]/g, '')).not.toMatch(/['\\]/);
    }),
  );
});
