import type { TargetLoss } from '../../model/report/loss';

/** What one change cost: every VM's figures, those of hosts that were not touched among them. */
export interface Change {
  readonly vms: readonly TargetLoss[];
  /** The hosts that were changed. */
  readonly hosts: readonly string[];
  readonly undo: readonly TargetLoss[];
  readonly controls: readonly TargetLoss[];
}

/** Echo requests to all VMs, summed over changes; the gap is the longest of a single VM, in milliseconds. */
export interface Summed {
  readonly sent: number;
  readonly lost: number;
  readonly longestGapMs: number;
}

export interface Summary extends Summed {
  readonly changes: number;
  /** VMs that lost anything at all, counted once a change. */
  readonly vmsWithLoss: number;
  /** Lost on the way back to Liberty's mode: not part of the figures above. */
  readonly undo: Summed;
  /** Of the figures above, those of VMs on hosts that were not changed: what the machine itself loses. */
  readonly elsewhere: Summed;
  /** Targets outside of Open vSwitch: what the prober itself loses. */
  readonly controls: Summed;
}

export function summarise(changes: readonly Change[]): Summary {
  const all = changes.flatMap(({ vms }) => vms);
  return {
    changes: changes.length,
    ...sum(all),
    vmsWithLoss: all.filter(({ lost }) => lost > 0).length,
    undo: sum(changes.flatMap(({ undo }) => undo)),
    elsewhere: sum(changes.flatMap(elsewhere)),
    controls: sum(changes.flatMap(({ controls }) => controls)),
  };
}

/** The VMs that no hand was laid on. */
export function elsewhere({ vms, hosts }: Pick<Change, 'vms' | 'hosts'>): readonly TargetLoss[] {
  return vms.filter(({ host }) => !hosts.includes(host));
}

export function sum(targets: readonly TargetLoss[]): Summed {
  return {
    sent: targets.reduce((total, { sent }) => total + sent, 0),
    lost: targets.reduce((total, { lost }) => total + lost, 0),
    longestGapMs: targets.reduce((longest, { longestGapMs }) => Math.max(longest, longestGapMs), 0),
  };
}
