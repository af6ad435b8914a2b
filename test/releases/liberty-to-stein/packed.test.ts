import { unpacked } from '../../../releases/liberty-to-stein/packed';

function hex(text: string): string {
  return Buffer.from(text).toString('hex').toUpperCase();
}

test('cells are read back, NULL and the empty text apart', () => {
  expect(unpacked(`${hex("it's :,-ß")}:-,:${hex('b')}`)).toEqual([
    ["it's :,-ß", null],
    ['', 'b'],
  ]);
  expect(unpacked(null)).toEqual([]);
});
