import type { Command } from 'commander';
import { isUnderWay } from '../../model/fleet/cluster-states';
import type { FleetProgress } from '../../model/fleet/fleet';
import { fleetWorkflowId } from '../../model/names';
import { askProgress } from '../console/ask-progress';
import { describeRun } from '../console/describe-run';
import { withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { withTemporal } from '../console/temporal';
import { failureText, whyItFailed } from '../console/why-it-failed';
import { printFleet, printWaitingClusters } from '../print/print-fleet';
import { printWorkers } from '../print/print-workers';
import { readFleetHistory } from '../read/fleet/fleet-history';
import { knownFleets } from '../read/fleet/known-fleets';
import { waitingClusters } from '../read/fleet/waiting-clusters';
import { readWorkers } from '../read/workers';
import { noFleet } from './no-fleet';

/** `fleet status`: how each cluster stands, what is held, and why the fleet failed. */
export function addFleetStatusCommand(fleet: Command): void {
  withJson(fleet.command('status <name>')).description('show where the clusters of a fleet stand').action(status);
}

async function status(name: string, output: Output): Promise<void> {
  const workflowId = fleetWorkflowId(name);
  await withTemporal(async ({ client, url }) => {
    const handle = client.workflow.getHandle(workflowId);
    const description = await describeRun(handle, async () => noFleet(name, await knownFleets(client)));
    const state = description.status.name;
    const told = await askProgress<FleetProgress>(client, handle);
    const progress = told ?? (await readFleetHistory(client, handle));
    const waiting = progress === null || state !== 'RUNNING' ? [] : await waitingClusters(client, progress);
    const datacenters = progress?.clusters.filter((one) => isUnderWay(one.state)).map((one) => one.datacenter);
    const workers = state === 'RUNNING' ? await readWorkers(client, datacenters ?? []) : [];
    const failure = await whyItFailed(handle, state);
    show(
      output,
      { workflowId, state, url: url(workflowId), progress, waiting, workers, failure },
      [
        progress === null ? `fleet ${name}: ${state}` : printFleet(name, state, progress),
        told === null && state === 'RUNNING' ? NO_WORKER : '',
        printWorkers(workers),
        printWaitingClusters(waiting),
        failureText(failure),
        url(workflowId),
      ]
        .filter((part) => part !== '')
        .join('\n'),
    );
  });
}

const NO_WORKER =
  "It does not answer: it has only just begun, or no orchestrator's worker runs. This is from its history.";
