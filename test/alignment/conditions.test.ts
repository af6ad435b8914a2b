import { byMeaning, conjuncts, fixedColumns } from '../../alignment/conditions';

test.each([
  ['s.deleted = 0', ['s.deleted = 0']],
  ["s.a = 'x AND y' AND s.b = 1", ["s.a = 'x AND y'", 's.b = 1']],
  ['(s.a = 1 AND s.b = 2) AND (s.c = 3)', ['s.a = 1', 's.b = 2', 's.c = 3']],
  ['s.a BETWEEN 1 AND 2 AND s.b = 3', ['s.a BETWEEN 1 AND 2', 's.b = 3']],
  ['s.a = 1 OR s.b = 2 AND s.c = 3', ['s.a = 1 OR s.b = 2 AND s.c = 3']],
  ['s.a = CASE WHEN s.b AND s.c THEN 1 END AND s.d', ['s.a = CASE WHEN s.b AND s.c THEN 1 END', 's.d']],
  ['(s.a = 1) OR (s.b = 2)', ['(s.a = 1) OR (s.b = 2)']],
  ['s.`AND` = 1 and EXISTS (SELECT 1 FROM t WHERE a AND b)', ['s.`AND` = 1', 'EXISTS (SELECT 1 FROM t WHERE a AND b)']],
])('%s is taken apart where that means the same', (sql, parts) => {
  expect(conjuncts(sql)).toEqual(parts);
});

test('what a row does not fulfil says why it stays behind', () => {
  const where = "(s.deleted = 0 AND EXISTS (SELECT 1 FROM i)) AND (s.status = 'done')";
  expect(byMeaning(where)).toEqual({
    deleted: ['s.deleted = 0'],
    orphaned: ['EXISTS (SELECT 1 FROM i)'],
    'not wanted': ["s.status = 'done'"],
  });
  expect(fixedColumns(where)).toEqual(['deleted', 'status']);
});
