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

/**
 * A VM's silence counts as far as no control target of the machine that pings it was silent beyond the budget at the same moment:
 * what a disturbed machine hears from nobody proves nothing, but only while it is disturbed.
 */
export function silentBeyond({ vms, controls }: Seen, budgetMs: number): Silent {
  const long = ({ gaps }: TargetLoss): readonly Gap[] => gaps.filter(({ ms }) => ms > budgetMs);
  const disturbed = controls.filter((control) => long(control).length > 0);
  return {
    vms: vms.filter((vm) => {
      const excuses = disturbed.filter(({ from }) => from === vm.from).map(long);
      return long(vm).some((gap) => gap.ms - Math.max(0, ...excuses.map((gaps) => overlap(gap, gaps))) > budgetMs);
    }),
    controls: disturbed,
  };
}

/** For how much of a gap, in milliseconds, others lasted, which do not overlap one another. */
function overlap(gap: Gap, others: readonly Gap[]): number {
  const times = others.map(
    ({ start, end }) =>
      Math.min(Date.parse(gap.end), Date.parse(end)) - Math.max(Date.parse(gap.start), Date.parse(start)),
  );
  return times.filter((ms) => ms > 0).reduce((sum, ms) => sum + ms, 0);
}
