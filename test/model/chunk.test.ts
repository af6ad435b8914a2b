import { chunk } from '../../model/chunk';

describe('chunk', () => {
  it('keeps all items in their order, the last list being shorter', () => {
    expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunk([1, 2, 3, 4], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('has no list for no items', () => {
    expect(chunk([], 3)).toEqual([]);
  });
});
