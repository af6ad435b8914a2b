import { printSaved } from '../../cli/print/print-saved';

test('a plan that was saved as another one than was printed is told, with what to compare', () => {
  expect(printSaved('aa', null)).toBe('');
  expect(printSaved('aa', 'aa')).toBe('');
  expect(printSaved('aa', 'bb')).toMatch(/Saved as bb, which is not the plan above.*templates/);
});
