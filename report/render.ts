import { hasGap, type TargetLoss } from '../model/report/loss';
import type { Report } from '../model/report/report';
import { describeRows } from './describe-rows';
import { filesSection } from './files-section';
import { guestsSection } from './guests-section';
import { html, type Html } from './page/html';
import { targetName } from './loss';
import { packageChanges } from './packages';
import { describeOpening } from './open-early';
import { versionRow } from './versions';
import { phaseChart } from './phase-chart';
import { restartsSection } from './restarts-section';
import { servicesSection } from './services-section';
import { STYLE } from './page/style';
import { table, type Cell } from './page/table';

function verdict(holds: boolean): Html {
  return holds ? html`<span class="good">yes</span>` : html`<span class="bad">NO</span>`;
}

function lossRow(target: TargetLoss): Cell[] {
  const { host, sent, lost, longestRun, longestGapMs, totalGapMs } = target;
  const run = hasGap(target) ? html`<span class="bad">${longestRun}</span>` : longestRun;
  return [targetName(target), host === '' ? 'control' : host, sent, lost, run, longestGapMs, totalGapMs];
}

function figures(report: Report): Html {
  const { loss, apiDowntimeSeconds, tables } = report;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const opening = describeOpening(report);
  return html`<ul class="figures">
      <li><b>${loss.lost}</b> of ${loss.sent} pings lost</li>
      <li><b>${loss.longestGapMs} ms</b> longest gap</li>
      <li><b>${apiDowntimeSeconds === null ? '–' : `${apiDowntimeSeconds} s`}</b> APIs down</li>
      <li><b>${rows}</b> rows in ${tables.length} tables</li>
    </ul>
    ${opening === '' ? html`` : html`<p>${opening}</p>`}`;
}

/** The table holds the first differences only. */
function moreDifferences({ differences, table: shown }: Report['network']): Html {
  return differences.length > shown.length ? html`<p>${differences.at(-1) ?? ''}</p>` : html``;
}

/** What the prober's figures are to be held against. */
function describePace(prober: Report['loss']['prober']): Html {
  if (prober === null) return html``;
  const { intervalMs, inFlightIntervalMs: inFlight } = prober;
  const faster = inFlight === null ? '' : `, the VMs of the hypervisor that has its turn every ${inFlight} ms besides`;
  return html`<p>Each target is pinged every ${intervalMs} ms${faster}.</p>`;
}

/** When each target was silent. */
function gapRows(targets: readonly TargetLoss[]): Cell[][] {
  return targets.flatMap((target) =>
    target.gaps.map(({ start, end, ms, lost }) => [
      targetName(target),
      target.host === '' ? 'control' : target.host,
      start,
      end,
      ms,
      lost,
    ]),
  );
}

/** Where there are too many hosts to list each. */
function packageGroups(packages: Report['packages']): Html {
  return table(
    'Packages, by hosts that changed in the same way',
    ['Hosts', 'First of them', 'Packages gone', 'Packages new'],
    (packages?.groups ?? []).map(({ hosts, names, removed, added }) => [
      hosts,
      names.join(', '),
      removed.length,
      added.length,
    ]),
  );
}

/** The report as one HTML page that needs nothing else. */
export function renderReport(report: Report): string {
  const { loss, phases, tables, hosts, checks, network, error } = report;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${report.cluster}: ${report.verdict}</title>
        <style>
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <h1>
            ${report.cluster}: <span class="${report.verdict === 'upgraded' ? 'good' : 'bad'}">${report.verdict}</span>
          </h1>
          <p class="run">Run ${report.run}</p>
          ${error === null ? html`` : html`<pre class="error">${error}</pre>`} ${figures(report)}
          ${table(
            'Phases',
            ['Phase', 'Seconds', 'Outcome'],
            phases.map((p) => [p.name, p.seconds.toFixed(1), p.outcome]),
          )}
          ${phaseChart(phases)}
          ${table(
            'Hosts set aside',
            ['Host', 'Phase', 'Error', 'Why'],
            (report.setAside ?? []).map((one) => [one.host, one.phase, one.type, one.message]),
          )}
          ${table('Packets', ['Target', 'Host', 'Sent', 'Lost', 'Most in a row', 'Longest gap, ms', 'All gaps, ms'], [...loss.vms, ...loss.controls].map(lossRow))}
          ${table(
            'The prober, by its control targets',
            ['Target', 'Answers a second', 'Between two of them, 99 of 100, ms', 'Longest, ms'],
            (loss.prober?.paces ?? []).map((pace) => [
              targetName(pace),
              pace.answersPerSecond,
              pace.p99Ms,
              pace.longestMs,
            ]),
          )}
          ${describePace(loss.prober)}
          ${table(
            'Logs of the probes',
            ['Pinged from', 'Datacenter', 'Path', 'SHA-256', 'Bytes'],
            loss.samples.map((file) => [file.machine, file.datacenter, file.path, file.sha256, file.bytes]),
          )}
          ${table(
            'Asked by ARP: they answer no ping',
            ['VM', 'Host'],
            loss.byArp.map(({ name, host }) => [name, host]),
          )}
          ${table(
            'Not watched: they answered neither ping nor ARP before anything was touched',
            ['VM', 'Host'],
            loss.unwatched.map(({ name, host }) => [name, host]),
          )}
          ${guestsSection(report.guests)} ${restartsSection(report.restarts)} ${servicesSection(report.services)}
          ${table('Gaps', ['Target', 'Host', 'From', 'To', 'ms', 'Lost'], gapRows([...loss.vms, ...loss.controls]))}
          ${table(
            'Rows',
            ['From', 'To', 'Rows', 'Verified'],
            tables.map((t) => [t.source, t.target, describeRows(t), verdict(t.verified)]),
          )}
          ${table(
            'Network objects compared',
            ['Kind', 'Objects'],
            Object.entries(network.compared).map(([kind, objects]) => [kind, objects]),
          )}
          ${table(
            'Network differences',
            ['Kind', 'Id', 'Field', 'Was', 'Is'],
            network.table.map((one) => [one.kind, one.id, one.field, one.source, one.target]),
          )}
          ${moreDifferences(network)}
          ${table(
            'Left behind',
            ['What'],
            network.leftBehind.map((what) => [what]),
          )}
          ${table(
            'Packages',
            ['Host', 'Package', 'Before', 'After'],
            hosts.flatMap(({ name, before, after }) => [
              [name, 'in all', before.length, after.length],
              ...packageChanges(before, after).map((change) => [name, change.name, change.before, change.after]),
            ]),
          )}
          ${packageGroups(report.packages)} ${filesSection(report.files)}
          ${table('Versions', ['Of', 'Before', 'After', 'Runs', 'Is', 'Hypervisors'], (report.versions ?? []).map(versionRow))}
          ${table(
            'Checks',
            ['Check', 'Passed', 'Problems'],
            checks.map((c) => [c.name, verdict(c.passed), c.problems.join('; ')]),
          )}
        </main>
      </body>
    </html> `;
  return page.html;
}
