import type { JsonObject } from '../../model/json';
import { viewOf, type TargetLoss } from '../../model/report/loss';
import type { Measured } from './measure';

/** The fact `loss` of the report. */
export function lossFact({ vms, controls, byArp, unwatched }: Measured): JsonObject {
  return {
    vms: vms.map(asJson),
    controls: controls.map(asJson),
    byArp: byArp.map((vm) => ({ ...vm })),
    unwatched: unwatched.map(({ name, host }) => ({ name, host })),
  };
}

function asJson(target: TargetLoss): JsonObject {
  return { ...target, gaps: target.gaps.map((gap) => ({ ...gap })) };
}

/** One sentence for the operator. */
export function describeLoss({ vms, unwatched }: Measured): string {
  const sum = (of: 'sent' | 'lost'): number => vms.reduce((total, vm) => total + vm[of], 0);
  // several machines may ping one VM
  const names = new Set(vms.map(({ name, host }) => `${host}/${name}`));
  const gap = Math.max(0, ...vms.map(({ longestGapMs }) => longestGapMs));
  const remark =
    unwatched.length === 0 ? '' : ` ${unwatched.length} VMs answer neither ping nor ARP and were not watched.`;
  return `${sum('lost')} of ${sum('sent')} pings of ${names.size} VMs lost, longest gap ${gap} ms.${remark}`;
}

/** What one target lost, for a list of them. */
export function tellLoss(target: TargetLoss): string {
  const { lost, sent, longestRun, longestGapMs } = target;
  return `${viewOf(target)} lost ${lost} of ${sent} pings, ${longestRun} in a row, ${longestGapMs} ms without an answer`;
}
