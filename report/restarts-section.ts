import type { RestartReport } from '../model/report/restart';
import { tellExposure } from './exposure';
import { html, type Html } from './page/html';
import { lossOf } from './loss';
import { restartChart } from './restart-chart';
import { table } from './page/table';

/** Pictures are for those that bore it worst: a page with hundreds would not be looked at. */
const PICTURES = 20;

const none = '–';

/** How each hypervisor bore the change of its agent, as a row and as a picture. */
export function restartsSection(restarts: readonly RestartReport[]): Html {
  const measured = restarts.map((restart) => ({ restart, loss: lossOf(restart.vms) }));
  const worst = measured.toSorted((a, b) => b.loss.longestGapMs - a.loss.longestGapMs).slice(0, PICTURES);
  return html`${table(
    'Agents',
    ['Host', 'Seeded, s', 'Filters while seeded', 'Bridges without flows', 'Sent', 'Lost', 'Longest gap, ms'],
    measured.map(({ restart, loss }) => [
      restart.host,
      restart.seededSeconds ?? none,
      tellExposure(restart) || none,
      restart.bridges.map(({ name, gapMs }) => `${name} ${gapMs === null ? none : `${gapMs} ms`}`).join(', ') || none,
      loss.sent,
      loss.lost,
      loss.longestGapMs,
    ]),
  )}
  ${worst.map(({ restart }) => restartChart(restart))}`;
}
