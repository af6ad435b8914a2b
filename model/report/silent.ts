import type { Gap, TargetLoss } from './loss';

/** VMs and control targets, as the same machines pinged them over the same time. */
interface Seen {
  readonly vms: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
}

/** What was silent for longer than the definition allows, `budgetMs`. */
export interface Silent {
  readonly vms: readonly TargetLoss[];
  /** Control targets: the machine that pings them was disturbed. */
  readonly controls: readonly TargetLoss[];
}

/** From and until when, in milliseconds. */
type Span = readonly [start: number, end: number];

/**
 * A VM's silence counts as far as any control target of the machine that pings it was heard in that moment: what a machine hears from
 * nobody proves nothing, but only while it hears from nobody. Silences within the budget are none.
 */
export function silentBeyond({ vms, controls }: Seen, budgetMs: number): Silent {
  const long = ({ gaps }: TargetLoss): readonly Gap[] => gaps.filter(({ ms }) => ms > budgetMs);
  return {
    vms: vms.filter((vm) => {
      const others = controls.filter(({ from }) => from === vm.from).map((control) => long(control).map(spanOf));
      return long(vm).some((gap) => gap.ms - countExcused(gap, others) > budgetMs);
    }),
    controls: controls.filter((control) => long(control).length > 0),
  };
}

/** For how much of a gap, in milliseconds, all of the others were silent as well. */
function countExcused(gap: Gap, others: readonly (readonly Span[])[]): number {
  if (others.length === 0) return 0;
  let common: readonly Span[] = [spanOf(gap)];
  for (const spans of others) common = common.flatMap((one) => spans.map((other) => overlap(one, other)));
  return common.reduce((sum, [start, end]) => sum + Math.max(0, end - start), 0);
}

const spanOf = ({ start, end }: Gap): Span => [Date.parse(start), Date.parse(end)];

/** It ends before it begins when there is none. */
const overlap = ([start, end]: Span, [from, until]: Span): Span => [Math.max(start, from), Math.min(end, until)];
