import { choose } from '../../alignment/choose';

function idsTo(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [(i + 16).toString(16), `new${i}`]));
}

test('thousands of ids are found by halves: no list is longer than sixteen', () => {
  const sql = choose('s.id', idsTo(100), 's.id');
  expect(sql).toMatch(/^IF\(s\.id < '42', IF\(/);
  const lists = sql.split('CASE').map((list) => list.split(' WHEN ').length - 1);
  expect(Math.max(...lists)).toBeLessThanOrEqual(16);
});

test('an odd id among them is asked for by itself, and the others by halves still', () => {
  const ids = idsTo(100);
  expect(choose('s.id', { ...ids, 'LDAP-7': "it's" }, 's.id')).toBe(
    `(CASE s.id WHEN 'LDAP-7' THEN 'it''s' ELSE ${choose('s.id', ids, 's.id')} END)`,
  );
});

test('a table without entries leaves what there is', () => {
  expect(choose('s.id', {}, 's.id')).toBe('s.id');
});
