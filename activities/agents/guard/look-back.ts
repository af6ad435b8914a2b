import type { TargetLoss } from '../../../model/report/loss';

/** The VMs that are guarded, and the control targets. */
interface Seen {
  readonly vms: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
}

/** What a look back goes by. */
interface Reach {
  /** The silence that is allowed, in milliseconds. */
  readonly budgetMs: number;
  /** How much before a silence tells for sure when it began, in seconds. */
  readonly before: number;
}

/** From and until when, in seconds. */
type Span = readonly [start: number, end: number];

/**
 * From when on the next look has to read: `moment`, or before it where a silence that is too long, or may become so, would be cut. So
 * would a control target's that falls together with a VM's: a VM's is excused by the whole of it. Seconds by the clock of the gaps.
 */
export function lookBack({ vms, controls }: Seen, moment: number, { budgetMs, before }: Reach): number {
  const spansOf = ({ gaps }: TargetLoss): readonly Span[] =>
    gaps
      .map(({ ms, start, end }) => ({ ms, span: [secondsOf(start) - before, secondsOf(end)] as const }))
      .filter(({ ms, span: [, end] }) => ms > budgetMs || end >= moment)
      .map(({ span }) => span);
  const silences = vms.flatMap(spansOf);
  const excuses = controls.flatMap(spansOf).filter((excuse) => silences.some((silence) => touch(silence, excuse)));
  return [...silences, ...excuses]
    .toSorted(([one], [other]) => other - one)
    .reduce((from, [start, end]) => (start < from && from <= end ? start : from), moment);
}

const secondsOf = (time: string): number => Date.parse(time) / 1_000;

const touch = ([start, end]: Span, [from, until]: Span): boolean => from <= end && start <= until;
