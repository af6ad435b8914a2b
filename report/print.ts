import type { Mute, TargetLoss } from '../model/report/loss';
import type { LossReport, Report } from '../model/report/report';
import type { RestartReport } from '../model/report/restart';
import { describeRows } from './describe-rows';
import { tellExposure } from './exposure';
import { printFiles } from './print-files';
import { lossOf, targetName } from './loss';
import { describeOpening } from './open-early';
import { packageChanges } from './packages';
import { printGuests } from './print-guests';
import { printServices } from './print-services';
import { printedTable as table } from './page/printed-table';
import { versionRow } from './versions';

function lossRow(target: TargetLoss): (string | number)[] {
  const { host, sent, lost, longestGapMs, longestRun } = target;
  return [targetName(target), host === '' ? '(control)' : host, sent, lost, longestRun, `${longestGapMs} ms`];
}

function mute(what: string, vms: readonly Mute[]): string[] {
  if (vms.length === 0) return [];
  return [
    table(
      [what, 'host'],
      vms.map(({ name, host }) => [name, host]),
    ),
  ];
}

function printPaces(prober: NonNullable<LossReport['prober']>): string {
  return table(
    [`the prober, every ${prober.intervalMs} ms`, 'answers a second', 'between two, 99 of 100', 'longest'],
    prober.paces.map((pace) => [targetName(pace), pace.answersPerSecond, `${pace.p99Ms} ms`, `${pace.longestMs} ms`]),
  );
}

function printSamples(samples: LossReport['samples']): string {
  return table(
    ['logs of the probes on', 'bytes', 'kept in', 'as'],
    samples.map(({ machine, bytes, datacenter, path }) => [machine, bytes, datacenter, path]),
  );
}

function printRestarts(restarts: readonly RestartReport[]): string {
  const told = restarts.filter(({ exposure }) => exposure.kept.length + exposure.ports.length > 0);
  const filters = told.map((restart) => `${restart.host}: filters while seeded: ${tellExposure(restart)}.`);
  const rows = table(
    ['agent on', 'seeded', 'bridges without flows', 'sent', 'lost', 'longest gap'],
    restarts.map(({ host, seededSeconds, bridges, vms }) => {
      const { sent, lost, longestGapMs } = lossOf(vms);
      const bare = bridges.map(({ name, gapMs }) => `${name} ${gapMs === null ? '–' : `${gapMs} ms`}`).join(', ');
      return [host, seededSeconds === null ? '–' : `${seededSeconds} s`, bare || '–', sent, lost, `${longestGapMs} ms`];
    }),
  );
  return [rows, ...filters].join('\n');
}

/** The report for a terminal. */
export function printReport(report: Report): string {
  const { loss, tables, hosts, phases, checks } = report;
  const opening = describeOpening(report);
  const downtime = report.apiDowntimeSeconds === null ? 'not open again' : `${report.apiDowntimeSeconds} s`;
  return [
    table(
      ['phase', 'seconds', 'outcome'],
      phases.map(({ name, seconds, outcome }) => [name, seconds.toFixed(1), outcome]),
    ),
    table(
      ['from', 'to', 'rows', 'verified'],
      tables.map((t) => [t.source, t.target, describeRows(t), t.verified ? 'yes' : 'NO']),
    ),
    table(
      ['host', 'package', 'before', 'after'],
      hosts.flatMap(({ name, before, after }) => [
        [name, 'packages in all', before.length, after.length],
        ...packageChanges(before, after).map((change) => ['', change.name, change.before, change.after]),
      ]),
    ),
    ...(report.files === undefined ? [] : [printFiles(report.files)]),
    ...(report.versions === undefined
      ? []
      : [table(['version of', 'before', 'after', 'runs', 'is', 'hypervisors'], report.versions.map(versionRow))]),
    table(
      ['check', 'passed'],
      checks.map(({ name, passed }) => [name, passed ? 'yes' : 'NO']),
    ),
    ...(report.setAside === undefined
      ? []
      : [
          table(
            ['set aside', 'in', 'why'],
            report.setAside.map(({ host, phase, type, message }) => [host, phase, `${type}: ${message}`]),
          ),
        ]),
    ...(report.restarts.length === 0 ? [] : [printRestarts(report.restarts)]),
    ...(report.guests.hosts === 0 ? [] : [printGuests(report.guests)]),
    ...(report.services.length === 0 ? [] : [printServices(report.services)]),
    table(['VM', 'host', 'sent', 'lost', 'most in a row', 'longest gap'], [...loss.vms, ...loss.controls].map(lossRow)),
    ...(loss.prober === null ? [] : [printPaces(loss.prober)]),
    ...(loss.samples.length === 0 ? [] : [printSamples(loss.samples)]),
    ...mute('asked by ARP: answers no ping', loss.byArp),
    ...mute('not watched: answered neither ping nor ARP', loss.unwatched),
    ...(report.network.table.length === 0
      ? []
      : [
          table(
            ['kind', 'id', 'field', 'was', 'is'],
            report.network.table.map((one) => [one.kind, one.id, one.field, one.source, one.target]),
          ),
        ]),
    ...(opening === '' ? [] : [opening]),
    `${report.cluster}: ${report.verdict}. ${loss.lost} of ${loss.sent} pings lost, longest gap ${loss.longestGapMs} ms. ` +
      `APIs down: ${downtime}. Network differences: ${report.network.differences.length}.` +
      (report.error === null ? '' : `\n${report.error}`),
  ].join('\n\n');
}
