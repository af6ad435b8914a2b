import { unpack } from '../../../releases/liberty-to-stein/pack';

function hex(text: string): string {
  return Buffer.from(text).toString('hex').toUpperCase();
}

test('cells are read back, NULL and the empty text apart', () => {
  expect(unpack(`${hex("it's :,-ß")}:-,:${hex('b')}`)).toEqual([
    ["it's :,-ß", null],
    ['', 'b'],
  ]);
  expect(unpack(null)).toEqual([]);
});
