import type { ApplicationFailure } from '@temporalio/common';
import { PHASES } from '../../model/phases';
import type { PlanReference } from '../../model/plan/plan-page';
import type { CarriedOptions, UpgradeResult, Verdict } from '../../model/upgrade';
import { finishRun, failureWith } from './finish-run';
import type { Decision } from './decisions';
import type { Execution } from '../interpreter/execution';
import { describe, workflowFailure } from '../toolbox/failures';
import { rollBack } from './roll-back';

/** A run of `upgradeCluster`. */
export interface Upgrade extends Execution {
  readonly options: CarriedOptions;
  readonly reference: PlanReference;
}

const NOTHING = 'Nothing was written.';
const HELD = 'Held where it is: start it again to continue from there, or start rollBackCluster.';

function finish(upgrade: Upgrade, verdict: Verdict, error: string | null): Promise<UpgradeResult> {
  return finishRun(upgrade, { verdict, plan: upgrade.plan.sha256, wrote: hasWritten(upgrade), error });
}

function hasWritten({ status }: Upgrade): boolean {
  return status.phases.some(({ name, outcome }) => name !== 'preflight' && outcome !== 'pending');
}

/** Ends a run that got through everything that it was asked for. */
export async function endWell(upgrade: Upgrade): Promise<UpgradeResult> {
  const { options, commandHandler } = upgrade;
  if (options.rehearse) return finish(upgrade, 'rehearsed', null);
  const whole = PHASES.every((name) => options.phases.includes(name)) && options.hosts === null;
  return finish(upgrade, whole && commandHandler.state.skipped.length === 0 ? 'upgraded' : 'partial', null);
}

/** Ends a run that stopped on its way; `error` is null when an operator asked for it. */
export async function endEarly(
  upgrade: Upgrade,
  decision: Exclude<Decision, 'retry'>,
  error: unknown,
): Promise<UpgradeResult> {
  const wrote = hasWritten(upgrade);
  const why = error === null ? null : describe(error).message;
  const cause = error ?? workflowFailure('Aborted', 'The upgrade was aborted.');
  if (wrote && (decision === 'rollBack' || (decision === 'abort' && upgrade.options.onFailure === 'rollBack')))
    return endUndone(upgrade, decision, error, cause);
  if (decision === 'abort') throw failureWith(await finish(upgrade, 'aborted', why), cause, wrote ? HELD : NOTHING);
  if (decision === 'rollBack' && error === null) return finish(upgrade, 'rolled-back', null);
  throw failureWith(await finish(upgrade, wrote ? 'held' : 'failed', why), cause, wrote ? HELD : NOTHING);
}

async function endUndone(
  upgrade: Upgrade,
  decision: 'abort' | 'rollBack',
  error: unknown,
  cause: unknown,
): Promise<UpgradeResult> {
  // A pause from before must not keep the way back waiting; a new one may.
  upgrade.commandHandler.state = { ...upgrade.commandHandler.state, paused: false };
  const { undone, left } = await rollBack(upgrade, { phases: null, plan: upgrade.plan });
  const why = error === null ? null : describe(error).message;
  if (left.length > 0)
    throw failureWith(
      await finish(upgrade, 'failed', why),
      undoFailed(left),
      `It was rolled back because: ${describe(cause).message}`,
    );
  const result = await finish(upgrade, decision === 'abort' ? 'aborted' : 'rolled-back', why);
  if (decision === 'rollBack' && error === null) return result;
  throw failureWith(result, cause, `Rolled back: ${undone} steps undone.`);
}

/** Lists what is left to undo by hand. */
export function undoFailed(left: readonly string[]): ApplicationFailure {
  const lines = left.map((line) => `- ${line.slice(0, 500)}`).join('\n');
  return workflowFailure('UndoFailed', `Some steps could not be undone:\n${lines}\n`);
}
