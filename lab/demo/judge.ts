import { hasGap } from '../../model/report/loss';
import type { Report } from '../../model/report/report';
import { listDisturbances, type GuestSeen } from './witness';

export interface Evidence {
  readonly report: Report;
  readonly before: readonly GuestSeen[];
  readonly after: readonly GuestSeen[];
  /** Without protection, loss is what the demo wants to show. */
  readonly tolerateLoss: boolean;
}

/** Why the demo failed, one sentence a reason; empty when the upgrade did what it promises. */
export function judge({ report, before, after, tolerateLoss }: Evidence): string[] {
  const controlsClean = !report.loss.controls.some(hasGap);
  const cutOff = report.loss.vms.filter(hasGap);
  return [
    ...(report.verdict === 'upgraded' ? [] : [`the verdict is ${report.verdict}`]),
    ...(tolerateLoss || !controlsClean
      ? []
      : cutOff.map(
          ({ name, longestRun, longestGapMs }) => `${name} lost ${longestRun} pings in a row (${longestGapMs} ms)`,
        )),
    ...report.tables
      .filter(({ verified }) => !verified)
      .map(({ source, target }) => `${source} → ${target}: rows differ`),
    ...report.network.differences.map((difference) => `network: ${difference}`),
    ...report.checks.filter(({ passed }) => !passed).map(({ name }) => `check failed: ${name}`),
    ...listDisturbances(before, after),
  ];
}
