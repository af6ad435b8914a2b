import { unpacked } from '../../../releases/liberty-to-stein/packed';

test('cells are read back, NULL and the empty text apart', () => {
  const hex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();
  expect(unpacked(`${hex("it's :,-ß")}:-,:${hex('b')}`)).toEqual([
    ["it's :,-ß", null],
    ['', 'b'],
  ]);
  expect(unpacked(null)).toEqual([]);
});
