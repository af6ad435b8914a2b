import type { Json, JsonObject } from '../model/json';
import type { Gap, TargetLoss } from '../model/report/loss';
import type { LossReport, SamplesReport } from '../model/report/report';
import { amount, count, isObject, list, text } from './facts';

function gapsOf(value: Json | undefined): Gap[] {
  return list(value)
    .filter(isObject)
    .map((gap) => ({
      start: text(gap['start']),
      end: text(gap['end']),
      ms: amount(gap['ms']),
      lost: count(gap['lost']),
    }));
}

/** Only there where several machines have pinged. */
function fromOf({ from }: JsonObject): { readonly from?: string } {
  return from === undefined ? {} : { from: text(from) };
}

/** Who was pinged, and by whom where several machines did. */
export function targetName({ name, from }: Pick<TargetLoss, 'name' | 'from'>): string {
  return from === undefined ? name : `${name} (from ${from})`;
}

/** Targets of the probe and what they lost. */
export function targets(value: Json | undefined): TargetLoss[] {
  return list(value)
    .filter(isObject)
    .map((target) => ({
      name: text(target['name']),
      host: text(target['host']),
      ...fromOf(target),
      sent: count(target['sent']),
      lost: count(target['lost']),
      longestGapMs: count(target['longestGapMs']),
      longestRun: count(target['longestRun']),
      totalGapMs: count(target['totalGapMs']),
      gaps: gapsOf(target['gaps']),
    }));
}

/** How evenly the prober worked; null for a run that did not record it. */
export function proberOf(value: Json | undefined): LossReport['prober'] {
  if (!isObject(value)) return null;
  const paces = list(value['paces'])
    .filter(isObject)
    .map((pace) => ({
      name: text(pace['name']),
      ...fromOf(pace),
      answersPerSecond: amount(pace['answersPerSecond']),
      p99Ms: amount(pace['p99Ms']),
      longestMs: amount(pace['longestMs']),
    }));
  const inFlight = count(value['inFlightIntervalMs']);
  return { intervalMs: count(value['intervalMs']), inFlightIntervalMs: inFlight === 0 ? null : inFlight, paces };
}

/** Where the probes' logs are; those that another run has taken are not this one's. */
export function samplesOf(fact: JsonObject | undefined, run: string): SamplesReport[] {
  if (fact?.['run'] !== run) return [];
  return list(fact['files'])
    .filter(isObject)
    .map((file) => ({
      machine: text(file['machine']),
      datacenter: text(file['datacenter']),
      path: text(file['path']),
      sha256: text(file['sha256']),
      bytes: count(file['bytes']),
    }));
}

/** Sums over targets. */
export function lossOf(vms: readonly TargetLoss[]): { sent: number; lost: number; longestGapMs: number } {
  return {
    sent: vms.reduce((sum, { sent }) => sum + sent, 0),
    lost: vms.reduce((sum, { lost }) => sum + lost, 0),
    longestGapMs: Math.max(0, ...vms.map(({ longestGapMs }) => longestGapMs)),
  };
}
