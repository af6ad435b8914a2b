import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { Option, type Command } from 'commander';
import { ORCHESTRATOR_QUEUE, upgradeWorkflowId } from '../../model/names';
import type { PhaseName } from '../../model/phases';
import { ON_FAILURE, type UpgradeInput, type UpgradeResult } from '../../model/upgrade';
import { readDefinition } from '../../config/read-definition';
import { UsageError } from '../console/exit';
import { names, phaseNames, withJson } from '../console/options';
import { show, type Output } from '../console/output';
import { watch } from '../console/watch';
import { withTemporal } from '../console/temporal';

interface Options extends Output, Omit<UpgradeInput, 'cluster' | 'phases'> {
  readonly phases?: readonly PhaseName[];
  readonly wait?: boolean;
}

/** `upgrade`: starts the workflow; one a cluster. */
export function addUpgradeCommand(program: Command): void {
  withJson(program.command('upgrade <cluster>'))
    .description('start the upgrade of a cluster')
    .option('--phases <names>', 'only these phases, separated by commas', phaseNames)
    .option('--hosts <names>', 'only these hypervisors, separated by commas', names)
    .addOption(new Option('--approval <who>', 'whether gates wait for `approve`').choices(['manual', 'auto']))
    .addOption(new Option('--on-failure <what>', 'what happens when a step has failed').choices(ON_FAILURE))
    .option('--plan <digest>', 'execute exactly the plan that `plan --save` kept')
    .option(
      '--rehearse',
      'go forward until just before the new APIs open, and all the way back; the old APIs are closed meanwhile',
    )
    .option('--no-seed-flows', 'restart agents unprotected: no flows carry the traffic meanwhile')
    .option('--wait', 'wait until the upgrade ends')
    .action(upgrade);
}

async function upgrade(cluster: string, { json, wait, ...given }: Options): Promise<void> {
  // What is wrong with the definition is said here and now; the workflow checks it again.
  await readDefinition(cluster);
  await startUnderLock('upgradeCluster', { cluster, ...given }, { json, wait: wait === true });
}

/** Starts a workflow under the cluster's id, which is its lock. */
export async function startUnderLock(
  type: 'upgradeCluster' | 'rollBackCluster',
  input: Pick<UpgradeInput, 'cluster' | 'phases'>,
  { json, wait }: Output & { readonly wait: boolean },
): Promise<void> {
  const workflowId = upgradeWorkflowId(input.cluster);
  await withTemporal(async ({ client, url }) => {
    const handle = await client.workflow
      .start(type, {
        taskQueue: ORCHESTRATOR_QUEUE,
        workflowId,
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: `${type === 'upgradeCluster' ? 'Upgrade' : 'Roll-back'} of ${input.cluster}`,
      })
      .catch((error: unknown) => {
        if (error instanceof WorkflowExecutionAlreadyStartedError)
          throw new UsageError(`${workflowId} is running already: see stackleap status ${input.cluster}.`);
        throw error;
      });
    const started = { workflowId, run: handle.firstExecutionRunId, url: url(workflowId) };
    if (!wait) return show({ json }, started, `Started ${workflowId}; watch it: ${started.url}`);
    if (!json) show({ json }, started, `Started ${workflowId}; watch it: ${started.url}`);
    const result = (await (json ? handle.result() : watch(client, handle, input.cluster))) as UpgradeResult;
    return show({ json }, result, `${result.cluster}: ${result.verdict}. Report: ${result.report?.path ?? 'none'}`);
  });
}
