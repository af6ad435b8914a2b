import { inWindow } from '../../model/in-window';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('inWindow', () => {
  it('works on every item, so many at the same time', async () => {
    const seen: number[] = [];
    let underWay = 0;
    let most = 0;
    await inWindow([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++underWay);
      await turn();
      underWay--;
      seen.push(item);
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('begins nothing after a failure, and throws it when what is under way has ended', async () => {
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 1) throw new Error('one');
      await turn();
      ended.push(item);
    };
    await expect(inWindow([1, 2, 3], 2, work)).rejects.toThrow('one');
    expect(ended).toEqual([2]);
  });
});
