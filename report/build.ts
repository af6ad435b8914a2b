import type { Json, JsonObject } from '../model/json';
import type { Mute } from '../model/report/loss';
import type { FilesReport } from '../model/report/file-group';
import type { PackagesReport } from '../model/report/package-group';
import type { LossReport, NetworkReport, Report } from '../model/report/report';
import type { UpgradeResult } from '../model/upgrade';
import { count, type Facts, isObject, list, text, texts, under } from './facts';
import { guestsOf } from './guests';
import { lossOf, proberOf, samplesOf, targets } from './loss';
import { restartOf } from './restarts';
import { serviceOf } from './services';
import { versionsOf } from './versions';

/** What a report is made from: how the run ended and what its steps left in the ledger. */
export interface ReportInput {
  readonly summary: Omit<UpgradeResult, 'report'>;
  readonly error: string | null;
  readonly facts: Facts;
  readonly packages?: PackagesReport;
  readonly files?: FilesReport;
}

function muteVms(value: Json | undefined): Mute[] {
  return list(value)
    .filter(isObject)
    .map((vm) => ({ name: text(vm['name']), host: text(vm['host']) }));
}

function lossReport({ loss: fact, samples }: Facts, run: string): LossReport {
  const vms = targets(fact?.['vms']);
  return {
    ...lossOf(vms),
    vms,
    controls: targets(fact?.['controls']),
    byArp: muteVms(fact?.['byArp']),
    unwatched: muteVms(fact?.['unwatched']),
    prober: proberOf(fact?.['prober']),
    samples: samplesOf(samples, run),
  };
}

function difference(value: Json): string {
  if (!isObject(value)) return text(value);
  const { kind, id, field, source, target } = value;
  return `${text(kind)} ${text(id)}: ${text(field)} is ${shown(target)}, was ${shown(source)}`;
}

function shown(value: Json | undefined): string {
  return text(value) || 'nothing';
}

/** The step keeps the first differences and their number. */
function differencesOf(fact: JsonObject | undefined): string[] {
  const kept = list(fact?.['differences']).map(difference);
  const more = count(fact?.['differencesInAll']) - kept.length;
  return more > 0 ? [...kept, `and ${more} more`] : kept;
}

function networkOf(fact: JsonObject | undefined): NetworkReport {
  const counts = fact?.['counts'];
  return {
    differences: differencesOf(fact),
    table: list(fact?.['differences'])
      .filter(isObject)
      .map((one) => ({
        kind: text(one['kind']),
        id: text(one['id']),
        field: text(one['field']),
        source: text(one['source']),
        target: text(one['target']),
      })),
    compared: isObject(counts) ? Object.fromEntries(Object.entries(counts).map(([kind, n]) => [kind, count(n)])) : {},
    leftBehind: texts(fact?.['leftBehind']),
  };
}

function downtime(facts: Facts): number | null {
  const [closed, opened] = ['freeze', 'open'].map((name) => Date.parse(text(facts[name]?.['at'])));
  if (closed === undefined || opened === undefined || !(opened >= closed)) return null;
  return Math.round((opened - closed) / 100) / 10;
}

/** Makes a run's report; pure. Facts that are missing or of another shape leave their part empty. */
export function buildReport({ summary, error, facts, packages, files }: ReportInput): Report {
  const versions = versionsOf(under(facts, 'versions/'));
  return {
    verdict: summary.verdict,
    cluster: summary.cluster,
    run: summary.run,
    plan: summary.plan,
    error,
    phases: summary.phases.map(({ name, seconds, outcome }) => ({ name, seconds, outcome })),
    ...(summary.setAside !== undefined && {
      setAside: summary.setAside.map(({ host, phase, type, message }) => ({ host, phase, type, message })),
    }),
    loss: lossReport(facts, summary.run),
    tables: under(facts, 'tables/').map((table) => ({
      source: text(table['source']),
      target: text(table['target']),
      rows: count(table['rows']),
      verified: table['verified'] === true,
      ...(table['copiedAgain'] !== undefined && { copiedAgain: count(table['copiedAgain']) }),
    })),
    network: networkOf(facts['network']),
    hosts: under(facts, 'hosts/').map((host) => ({
      name: text(host['name']),
      before: texts(host['before']),
      after: texts(host['after']),
    })),
    ...(packages === undefined || packages.pages.length === 0 ? {} : { packages }),
    ...(files === undefined || files.hosts === 0 ? {} : { files }),
    ...(versions.length === 0 ? {} : { versions }),
    guests: guestsOf(under(facts, 'guests/')),
    restarts: under(facts, 'restarts/').map(restartOf),
    services: under(facts, 'services/').flatMap(serviceOf),
    checks: under(facts, 'checks/').map((check) => ({
      name: text(check['name']),
      passed: check['passed'] === true,
      problems: texts(check['problems']),
    })),
    apiDowntimeSeconds: downtime(facts),
  };
}
