import { type CanaryEvent, type CanaryRecord, goodInARow, nextSize, recordAfter } from '../../model/canary/record';
import { orderHosts } from '../../model/canary/order-hosts';

const through = new Set(['a', 'b', 'c', 'd']);
const good: CanaryEvent = { is: 'good', hosts: ['a'] };

/** What is remembered after canaries that ended so; each begins as the workflow lets it. */
function after(...events: readonly (CanaryEvent | 'broke off')[]): CanaryRecord | undefined {
  let record: CanaryRecord | undefined;
  for (const event of events) {
    record = recordAfter(record, { is: 'begun', good: goodInARow(record, through) });
    if (event !== 'broke off') record = recordAfter(record, event);
  }
  return record;
}

const size = (record: CanaryRecord | undefined): number =>
  nextSize({ sizes: [1, 2, 5, 10] }, goodInARow(record, through));

describe('the size of the next canary', () => {
  it.each([
    [[], 1],
    [[good], 2],
    [[good, good], 5],
    [[good, good, good, good, good, good], 10],
    [[good, { is: 'stopped' }], 2],
    [[{ is: 'stopped' }], 1],
    [[good, good, 'broke off'], 1],
    [[good, good, 'broke off', good], 2],
  ] as const)('after %j is %i', (events, wanted) => {
    expect(size(after(...events))).toBe(wanted);
  });

  it('is the first again when what the last good one took was taken back', () => {
    expect(size(after(good, { is: 'good', hosts: ['b', 'taken back'] }))).toBe(1);
  });

  it('grows once for a good one, however often that is recorded', () => {
    const once = after(good);
    expect(recordAfter(recordAfter(once, good), { is: 'stopped' })).toEqual(once);
  });
});

describe('the hosts that a canary takes', () => {
  const due = ['a', 'b', 'c', 'd'];

  it('are those that the definition calls canaries, then those with the fewest VMs, then in its order', () => {
    const guests = new Map([
      ['a', 7],
      ['b', 2],
      ['gone', 1],
    ]);
    expect(orderHosts({ due, first: ['d', 'through'], guests })).toEqual(['d', 'c', 'b', 'a']);
    expect(orderHosts({ due, first: [], guests: null })).toEqual(due);
  });
});
