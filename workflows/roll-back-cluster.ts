import { CancellationScope, isCancellation, workflowInfo } from '@temporalio/workflow';
import { buildingOn } from '../model/plan/building-on';
import { listFirst } from '../model/list-first';
import type { PhaseName } from '../model/phases';
import type { RunRef } from '../model/run';
import type { RollBackInput, UpgradeResult, Verdict } from '../model/upgrade';
import { inDatacenter } from './toolbox/activities';
import { RunStatus } from './operator/run-status';
import { finishRun, failureWith } from './outcome/finish-run';
import { rollBackStopped, undoFailed } from './outcome/upgrade-outcome';
import { withOutcome } from './outcome/with-outcome';
import { describe, workflowFailure } from './toolbox/failures';
import { CommandHandler } from './operator/command-handler';
import { checkInput, pingDatacenter, throwPlain, requireUpgradeId } from './toolbox/prepare';
import { listOpen } from './outcome/list-open';
import { rollBack } from './outcome/roll-back';

/**
 * Undoes from the ledger, the newest first, whatever earlier runs did and nobody has undone. Runs under the upgrade's id. Refuses to
 * undo phases that others build on without these.
 */
export async function rollBackCluster(input: RollBackInput): Promise<UpgradeResult> {
  requireUpgradeId(input);
  const commandHandler = new CommandHandler();
  commandHandler.turnBack();
  const { run, phases, undone } = await withOutcome(() => prepare(input));
  const status = new RunStatus(
    run,
    '',
    undone.map((name) => ({ name, seconds: 0, outcome: 'pending' })),
    commandHandler,
  );
  const end = (verdict: Verdict, error: string | null): Promise<UpgradeResult> =>
    finishRun({ run, commandHandler, status }, { verdict, plan: '', wrote: true, error });
  const selection = { phases, plan: null };
  try {
    const { left, stopped } = await rollBack({ run, commandHandler, status }, selection);
    const error = stopped ? rollBackStopped(left) : left.length === 0 ? null : undoFailed(left);
    if (error === null) return await end('rolled-back', null);
    throw failureWith(await end(stopped ? 'aborted' : 'failed', error.message), error, '');
  } catch (error) {
    if (status.ended) throw error;
    if (!isCancellation(error)) throw failureWith(await end('failed', describe(error).message), error, '');
    await CancellationScope.nonCancellable(async () =>
      end('aborted', rollBackStopped(await listOpen({ run }, selection)).message),
    ).catch(() => undefined);
    throw error;
  }
}

interface Prepared {
  readonly run: RunRef;
  readonly phases: readonly PhaseName[] | null;
  /** The phases that will be undone. */
  readonly undone: readonly PhaseName[];
}

async function prepare(input: RollBackInput): Promise<Prepared> {
  const { cluster, phases, datacenter, opens = 'late' } = await checkInput('rollBackCluster', input);
  await pingDatacenter(datacenter);
  const own = { id: workflowInfo().firstExecutionRunId, cluster, datacenter };
  const last = await inDatacenter(datacenter, 'Find the last run').readLastRun({ run: own }).catch(throwPlain);
  const standing = phases === null ? [] : buildingOn(phases, last.phases, opens);
  if (phases !== null && standing.length > 0)
    throw workflowFailure(
      'InvalidInput',
      `phases: ${listFirst(standing)} of ${cluster} would stand on what is undone with ${listFirst(phases)}. Name them as well, or none.`,
    );
  const undone = last.phases.filter((name) => phases === null || phases.includes(name));
  return { run: { ...own, id: last.id ?? own.id, lease: own.id }, phases, undone };
}
