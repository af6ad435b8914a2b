import { workflowInfo } from '@temporalio/workflow';
import { buildingOn } from '../model/plan/building-on';
import { listFirst } from '../model/list-first';
import type { RollBackInput, UpgradeResult } from '../model/upgrade';
import { inDatacenter } from './toolbox/activities';
import { RunStatus } from './operator/run-status';
import { finishRun, failureWith } from './outcome/finish-run';
import { undoFailed } from './outcome/upgrade-outcome';
import { workflowFailure } from './toolbox/failures';
import { CommandHandler } from './operator/command-handler';
import { checkInput, pingDatacenter, plain, requireUpgradeId } from './toolbox/prepare';
import { rollBack } from './outcome/roll-back';

/**
 * Undoes from the ledger, the newest first, whatever earlier runs did and nobody has undone. Runs under the upgrade's id. Refuses to
 * undo phases that others build on without these.
 */
export async function rollBackCluster(input: RollBackInput): Promise<UpgradeResult> {
  requireUpgradeId(input);
  const commandHandler = new CommandHandler();
  const { cluster, phases, datacenter } = await checkInput('rollBackCluster', input);
  await pingDatacenter(datacenter);
  const own = { id: workflowInfo().firstExecutionRunId, cluster, datacenter };
  const last = await inDatacenter(datacenter, 'Find the last run')
    .readLastRun({ run: own })
    .catch((error: unknown) => {
      throw plain(error);
    });
  const standing = phases === null ? [] : buildingOn(phases, last.phases);
  if (phases !== null && standing.length > 0)
    throw workflowFailure(
      'InvalidInput',
      `phases: ${listFirst(standing)} of ${cluster} would stand on what is undone with ${listFirst(phases)}. Name them as well, or none.`,
    );
  const run = { ...own, id: last.id ?? own.id };
  const undone = last.phases.filter((name) => phases === null || phases.includes(name));
  const status = new RunStatus(
    run,
    '',
    undone.map((name) => ({ name, seconds: 0, outcome: 'pending' })),
    commandHandler,
  );
  const execution = { run, commandHandler, status };
  const { left } = await rollBack(execution, { phases, plan: null });
  const error = left.length === 0 ? null : undoFailed(left);
  const verdict = error === null ? 'rolled-back' : 'failed';
  const result = await finishRun(execution, { verdict, plan: '', wrote: true, error: error?.message ?? null });
  if (error !== null) throw failureWith(result, error, '');
  return result;
}
