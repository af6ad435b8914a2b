import { endOfPage } from '../../../activities/databases/import/import-by-ranges';

const rows = (...megabytes: readonly number[]): { key: string; bytes: number }[] =>
  megabytes.map((size, i) => ({ key: String(i), bytes: size * 1_000_000 }));

test.each([
  ['no rows', rows(), null],
  ['small rows go together', rows(1, 1, 1), '2'],
  ['what passes the limit waits for the next page', rows(4, 3, 2, 1), '1'],
  ['a row that is larger than a page goes alone', rows(60, 1), '0'],
  ['also behind a small one', rows(1, 60, 1), '0'],
])('%s', (_name, given, end) => {
  expect(endOfPage(given)).toBe(end);
});
