import { firstLines } from '../../model/report/first-lines';

const gone = ['- 1', '- 2', '- 3', '- 4'];
const come = ['+ 1', '+ 2', '+ 3', '+ 4'];

test.each([
  ['fewer than there is room for', [...gone, ...come], 10, [...gone, ...come]],
  ['both cut to half', [...gone, ...come], 4, ['- 1', '- 2', '+ 1', '+ 2']],
  ['an odd room', [...gone, ...come], 3, ['- 1', '- 2', '+ 1']],
  ['few gone leave room for those that came', ['- 1', ...come], 4, ['- 1', '+ 1', '+ 2', '+ 3']],
  ['few that came leave room for those gone', [...gone, '+ 1'], 4, ['- 1', '- 2', '- 3', '+ 1']],
  ['no room', [...gone, ...come], 0, []],
])('%s', (_what, lines, most, expected) => {
  expect(firstLines(lines, most)).toEqual(expected);
});
