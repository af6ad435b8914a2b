import { silentBeyond } from '../../model/report/silent';
import type { TargetLoss } from '../../model/report/loss';

const BUDGET_MS = 1_000;
const second = (at: number): string => new Date(at * 1_000).toISOString();

/** A target that was silent from one second to another. */
function target(name: string, from: string, ...gaps: readonly (readonly [start: number, end: number])[]): TargetLoss {
  const lengths = gaps.map(([start, end]) => (end - start) * 1_000);
  return {
    name,
    host: name.startsWith('vm') ? 'compute1' : '',
    from,
    sent: 100,
    lost: gaps.length,
    longestGapMs: Math.max(0, ...lengths),
    longestRun: 1,
    totalGapMs: lengths.reduce((sum, ms) => sum + ms, 0),
    gaps: gaps.map(([start, end]) => ({ start: second(start), end: second(end), ms: (end - start) * 1_000, lost: 1 })),
  };
}

const names = (targets: readonly TargetLoss[]): readonly string[] => targets.map(({ name }) => name);

test('a VM is silent when a gap of it is longer than the budget', () => {
  const vms = [target('vm1', 'a', [5, 5.9]), target('vm2', 'a', [5, 6.1])];
  expect(names(silentBeyond({ vms, controls: [target('gateway', 'a')] }, BUDGET_MS).vms)).toEqual(['vm2']);
});

test('what a machine hears from nobody proves nothing', () => {
  const found = silentBeyond(
    { vms: [target('vm1', 'a', [5, 7])], controls: [target('gateway', 'a', [5.1, 7])] },
    BUDGET_MS,
  );
  expect(names(found.vms)).toEqual([]);
  expect(names(found.controls)).toEqual(['gateway']);
});

test('a control target that was silent before excuses no VM', () => {
  const found = silentBeyond(
    { vms: [target('vm1', 'a', [30, 32])], controls: [target('gateway', 'a', [1, 2.5])] },
    BUDGET_MS,
  );
  expect(names(found.vms)).toEqual(['vm1']);
});

test('a VM that stays silent after the machine hears others again is reported', () => {
  const found = silentBeyond(
    { vms: [target('vm1', 'a', [1, 4])], controls: [target('gateway', 'a', [1, 2.5])] },
    BUDGET_MS,
  );
  expect(names(found.vms)).toEqual(['vm1']);
});

test('one disturbed machine does not excuse what another has seen', () => {
  const found = silentBeyond(
    { vms: [target('vm1', 'a', [5, 7]), target('vm1', 'b', [5, 7])], controls: [target('gateway', 'b', [5, 7])] },
    BUDGET_MS,
  );
  expect(found.vms.map(({ from }) => from)).toEqual(['a']);
});

test('one control target that is silent excuses no VM while another is heard', () => {
  const vms = [target('vm1', 'a', [5, 45])];
  const [dead, heard] = [target('gateway', 'a', [1, 100]), target('router', 'a')];
  expect(names(silentBeyond({ vms, controls: [dead, heard] }, BUDGET_MS).vms)).toEqual(['vm1']);
  const both = [dead, target('router', 'a', [2, 4.9], [5.5, 45])];
  expect(names(silentBeyond({ vms, controls: both }, BUDGET_MS).vms)).toEqual([]);
  const shorter = [dead, target('router', 'a', [6.5, 45])];
  expect(names(silentBeyond({ vms, controls: shorter }, BUDGET_MS).vms)).toEqual(['vm1']);
});
