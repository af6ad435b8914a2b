import type { JsonObject } from '../../model/json';
import { viewOf, type Mute, type Pace, type TargetLoss } from '../../model/report/loss';
import { defineFact } from '../define/fact';
import type { Measured } from './measure';

/** What was lost so far in the whole run, for the report. */
export interface Loss {
  readonly vms: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
  readonly byArp: readonly Mute[];
  readonly unwatched: readonly Mute[];
  /** How evenly the probers themselves worked. */
  readonly prober: {
    readonly intervalMs: number;
    readonly inFlightIntervalMs: number | null;
    readonly paces: readonly Pace[];
  };
}

export const lossFact = defineFact<Loss>('loss');

export function asJson(target: TargetLoss): JsonObject {
  return { ...target, gaps: target.gaps.map((gap) => ({ ...gap })) };
}

/** Pings of all these targets together. */
export function sumOf(targets: readonly TargetLoss[], what: 'sent' | 'lost'): number {
  return targets.reduce((total, target) => total + target[what], 0);
}

/** One sentence for the operator. */
export function describeLoss({ vms, unwatched }: Measured): string {
  // several machines may ping one VM
  const names = new Set(vms.map(({ name, host }) => `${host}/${name}`));
  const gap = Math.max(0, ...vms.map(({ longestGapMs }) => longestGapMs));
  const remark =
    unwatched.length === 0 ? '' : ` ${unwatched.length} VMs answer neither ping nor ARP and were not watched.`;
  return `${sumOf(vms, 'lost')} of ${sumOf(vms, 'sent')} pings of ${names.size} VMs lost, longest gap ${gap} ms.${remark}`;
}

/** What one target lost, for a list of them. */
export function tellLoss(target: TargetLoss): string {
  const { lost, sent, longestRun, longestGapMs } = target;
  return `${viewOf(target)} lost ${lost} of ${sent} pings, ${longestRun} in a row, ${longestGapMs} ms without an answer`;
}
