import { lookBack } from '../../../activities/agents/guard/look-back';
import type { TargetLoss } from '../../../model/report/loss';

const at = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** A target that was silent from and until these seconds. */
function silent(...gaps: readonly (readonly [number, number])[]): TargetLoss {
  return {
    ...{ name: 'one', host: 'compute1', sent: 100, lost: 10, longestRun: 10, longestGapMs: 0, totalGapMs: 0 },
    gaps: gaps.map(([start, end]) => ({ start: at(start), end: at(end), ms: (end - start) * 1_000, lost: 10 })),
  };
}

const REACH = { budgetMs: 1_000, before: 2 };

test('what is over, and was no longer than the budget, is not read again', () => {
  expect(lookBack({ vms: [silent([88, 89], [94, 94.5])], controls: [] }, 90, REACH)).toBe(90);
});

test('a silence that goes on over the moment is kept whole, and what tells of its begin with it', () => {
  expect(lookBack({ vms: [silent([91, 91.5]), silent([30, 95])], controls: [] }, 90, REACH)).toBe(28);
});

test('of two that overlap the earlier one is cut only when it is over and within the budget', () => {
  expect(lookBack({ vms: [silent([86.5, 87.4]), silent([89, 95])], controls: [] }, 90, REACH)).toBe(87);
  expect(lookBack({ vms: [silent([85, 87.4]), silent([89, 95])], controls: [] }, 90, REACH)).toBe(83);
});

test('a control target is looked back for only where a VM was silent with it', () => {
  const controls = [silent([30, 95])];
  expect(lookBack({ vms: [silent([20, 21])], controls }, 90, REACH)).toBe(90);
  expect(lookBack({ vms: [silent([94, 94.5])], controls }, 90, REACH)).toBe(28);
});
