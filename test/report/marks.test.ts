import { mergeMarks } from '../../report/marks';

const at = (name: string, xAxis: number) => ({ name, xAxis });

test('marks that would cover one another share a label, and keep their lines', () => {
  const marks = [at('bypass flows in', 0), at('ports wired', 10), at('bypass flows gone', 10.2), at('VMs answer', 13)];
  expect(mergeMarks(marks, 0.5)).toEqual([
    at('bypass flows in', 0),
    at('ports wired, bypass flows gone', 10),
    at('', 10.2),
    at('VMs answer', 13),
  ]);
});

test('each group is no wider than that: a row of close marks keeps more than one label', () => {
  const names = mergeMarks([at('a', 0), at('b', 0.4), at('c', 0.8), at('d', 1.2)], 0.5).map(({ name }) => name);
  expect(names).toEqual(['a, b', '', 'c, d', '']);
});
