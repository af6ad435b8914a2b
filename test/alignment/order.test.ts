import { assert, integer, array, property } from 'fast-check';
import { inOrder } from '../../alignment/order';
import { mapping } from './support';

test('whatever refers to whatever, each table comes after all that it refers to', () => {
  assert(
    property(array(array(integer({ min: 0, max: 20 }), { maxLength: 4 }), { maxLength: 20 }), (references) => {
      const all = references.map((to, i) =>
        mapping({ name: `t${i}`, after: to.filter((one) => one < i).map((one) => `t${one}`) }),
      );
      const groups = inOrder(all);
      const place = new Map(groups.flatMap((group, i) => group.map(({ name }) => [name, i] as const)));
      expect(place.size).toBe(all.length);
      for (const { name, after = [] } of all)
        for (const parent of after) expect(place.get(parent)).toBeLessThan(place.get(name) as number);
    }),
  );
});

test('a circle is reported', () => {
  const circle = [mapping({ name: 'a', after: ['b'] }), mapping({ name: 'b', after: ['a'] })];
  expect(() => inOrder(circle)).toThrow('a, b');
});
