import Table from 'cli-table3';
import { isUnderWay } from '../../model/fleet/cluster-states';
import type { FleetProgress } from '../../model/fleet/fleet';
import { listFirst } from '../../model/list-first';

/** How a fleet stands, cluster by cluster; `state` is Temporal's word for its workflow. */
export function printFleet(name: string, state: string, progress: FleetProgress): string {
  const table = new Table({
    head: ['wave', 'datacenter', 'cluster', 'state', 'why'],
    style: { head: [], border: [] },
    colWidths: [null, null, null, null, WHY_WIDTH],
    wordWrap: true,
  });
  for (const { wave, datacenter, cluster, state: own, why } of progress.clusters)
    table.push([wave, datacenter, cluster, own, why ?? '']);
  const { verdict, failed, failureBudget } = progress;
  return [
    `fleet ${name}: ${verdict || state}`,
    table.toString(),
    `${failed} failed; the budget allows ${failureBudget}.`,
    printHeld(name, progress),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const WHY_WIDTH = 60;

function printHeld(name: string, { verdict, heldDatacenters }: FleetProgress): string {
  const [first] = heldDatacenters;
  if (first === undefined || verdict !== '') return '';
  return `Held: ${heldDatacenters.join(', ')}. Go on: stackleap fleet release ${name} ${first}`;
}

/** Which clusters wait for an operator, and what shows for what; '' for none. */
export function printWaitingClusters(waiting: readonly string[]): string {
  const [first] = waiting;
  return first === undefined ? '' : `Waiting for you: ${listFirst(waiting)}. See stackleap status ${first}`;
}

/** How a fleet stands, in one line. */
export function printFleetLine(name: string, progress: FleetProgress): string {
  const { clusters, failed } = progress;
  const named = (state: string): readonly string[] =>
    clusters.filter((one) => one.state === state).map(({ cluster }) => cluster);
  const over = clusters.filter(({ state }) => !isUnderWay(state)).length;
  return [
    `${over} of ${clusters.length} through, ${failed} of them failed`,
    ...['running', 'paused'].flatMap((state) =>
      named(state).length === 0 ? [] : [`${state}: ${listFirst(named(state))}`],
    ),
    ...(progress.heldDatacenters.length === 0 ? [] : [printHeld(name, progress)]),
  ].join('; ');
}
