import { fpingProblem } from '../../../activities/probes/fping-problem';

test.each([
  [
    'fping: Version 3.10\nfping: comments to david@schweikert.ch\n',
    'has fping 3.10, which says nothing of a ping that',
  ],
  ['fping: Version 4.2\n', 'has fping 4.2'],
  ['usage: fping', 'has an fping of an unknown version'],
])('one that is too old is named: %j', (stdout, said) => {
  expect(fpingProblem({ exitCode: 0, stdout })).toContain(said);
});

test('one that is not there is missing', () => {
  expect(fpingProblem({ exitCode: 127, stdout: '' })).toBe('has no fping');
});

test('the newest one is good enough', () => {
  expect(
    fpingProblem({ exitCode: 0, stdout: 'fping: Version 5.1\nfping: comments to david@schweikert.ch\n' }),
  ).toBeUndefined();
});
