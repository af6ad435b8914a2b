import { comparedOf, problemsOf } from '../../../activities/checks/compare';

const look = (name: string) => ({ name });
const OLD = new Map(['a', 'b', 'c'].map((id) => [id, look(id)]));

test('every object that is missing, new or different is named', () => {
  const now = new Map([
    ['a', look('a')],
    ['b', look('other')],
    ['d', look('d')],
  ]);
  expect(problemsOf('image', comparedOf(OLD, now, {}), now)).toEqual([
    "image b: name was 'b' and is 'other'",
    'image c is missing',
    'image d is new',
  ]);
});

test('where the API was not asked for all, those that it has listed are compared, and strangers among them are named', () => {
  const now = new Map([
    ['a', look('other')],
    ['d', look('d')],
  ]);
  expect(problemsOf('image', comparedOf(OLD, now, { most: 2 }), now)).toEqual([
    "image a: name was 'a' and is 'other'",
    'image d is new',
  ]);
});

test('a list shorter than what was asked for is a whole one', () => {
  const now = new Map([['a', look('a')]]);
  expect(problemsOf('image', comparedOf(OLD, now, { most: 2 }), now)).toEqual([
    'image b is missing',
    'image c is missing',
  ]);
});
