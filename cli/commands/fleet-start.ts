import type { Client, WorkflowHandle } from '@temporalio/client';
import { InvalidArgumentError, type Command } from 'commander';
import { readFleet } from '../../activities/runs/read-fleet';
import { readDefinition } from '../../config/read-definition';
import type { FleetInput, FleetProgress, FleetResult } from '../../model/fleet/fleet';
import { fleetWorkflowId, PLAIN_NAME, upgradeWorkflowId } from '../../model/names';
import { askProgress } from '../console/ask-progress';
import { UsageError } from '../console/exit';
import { names, wholeNumberOrNone, withJson } from '../console/options';
import { startWorkflow } from '../console/start-workflow';
import { withTemporal } from '../console/temporal';
import { type UpgradeOptions, withUpgradeOptions } from '../console/upgrade-options';
import { LOOK_EVERY_MS } from '../console/watch';
import { printFleetLine, printWaitingClusters } from '../print/print-fleet';
import { runningUpgrades } from '../read/fleet/running-upgrades';
import { waitingClusters } from '../read/fleet/waiting-clusters';

interface Options extends UpgradeOptions {
  readonly waves: FleetInput['waves'];
  readonly failureBudget?: number;
}

/** `fleet start`: starts the workflow once nothing is wrong with any of its clusters. */
export function addFleetStartCommand(fleet: Command): void {
  withUpgradeOptions(withJson(fleet.command('start <name>')))
    .description('start the upgrades of clusters in waves')
    .requiredOption('--waves <clusters>', 'a wave: clusters, separated by commas; once for each wave', addWave)
    .option('--failure-budget <count>', 'how many clusters may fail before no other is begun', wholeNumberOrNone)
    .action(start);
}

function addWave(value: string, before: FleetInput['waves'] = []): FleetInput['waves'] {
  const wave = names(value);
  if (wave.includes('')) throw new InvalidArgumentError('names of clusters, separated by commas.');
  return [...before, wave];
}

async function start(name: string, { json, wait, ...input }: Options): Promise<void> {
  const workflowId = fleetWorkflowId(name);
  await refuseWhatIsWrong(name, input);
  await startWorkflow<FleetResult>(
    {
      type: 'upgradeFleet',
      workflowId,
      input,
      summary: `Fleet ${name}`,
      status: `stackleap fleet status ${name}`,
      look: (client, handle) => whatItDoes(client, handle, name),
      text: ({ verdict, clusters }) =>
        `fleet ${name}: ${verdict}.\n${clusters.map(({ cluster, state }) => `- ${cluster}: ${state}`).join('\n')}`,
    },
    { json, wait: wait === true },
  );
}

/** The workflow checks it again; here it is said at once, before anything is started. */
async function refuseWhatIsWrong(name: string, input: FleetInput): Promise<void> {
  const problems = PLAIN_NAME.test(name)
    ? []
    : [`"${name}" is not a name for a fleet: use letters, digits, "-", "." and "_"`];
  const read = await readFleet({ readDefinition }, input);
  if ('problems' in read) problems.push(...read.problems);
  if (problems.length > 0) throw refused(name, problems);
  const clusters = input.waves.flat();
  const running = await withTemporal(async ({ client }) => runningUpgrades(client, clusters));
  if (running.length === 0) return;
  throw refused(
    name,
    running.map((cluster) => `${upgradeWorkflowId(cluster)} is running already: see stackleap status ${cluster}`),
  );
}

function refused(name: string, problems: readonly string[]): UsageError {
  const lines = problems.map((problem) => `- ${problem.trimEnd().replaceAll('\n', '\n  ')}`);
  return new UsageError(`fleet ${name} is not started:\n${lines.join('\n')}`);
}

async function whatItDoes(client: Client, handle: WorkflowHandle, name: string): Promise<string | null> {
  const progress = await askProgress<FleetProgress>(client, handle, LOOK_EVERY_MS);
  if (progress === null) return null;
  const waiting = printWaitingClusters(await waitingClusters(client, progress));
  return [printFleetLine(name, progress), waiting].filter((line) => line !== '').join('\n');
}
