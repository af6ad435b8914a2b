import type { ApplicationFailure } from '@temporalio/common';
import { PHASES } from '../../model/phases';
import type { PlanReference } from '../../model/plan/plan-page';
import type { CarriedOptions, UpgradeResult, Verdict } from '../../model/upgrade';
import { finishRun, failureWith } from './finish-run';
import type { Decision } from './decisions';
import type { Execution } from '../interpreter/execution';
import { describe, workflowFailure } from '../toolbox/failures';
import { listOpen } from './list-open';
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
  if (options.rehearse) return endRehearsed(upgrade);
  const whole = PHASES.every((name) => options.phases.includes(name)) && options.hosts === null;
  const { skipped, setAside = [] } = commandHandler.state;
  return finish(upgrade, whole && skipped.length + setAside.length === 0 ? 'upgraded' : 'partial', null);
}

/** Ends a rehearsal that has gone forward as far as it may: all the way back. */
async function endRehearsed(upgrade: Upgrade): Promise<UpgradeResult> {
  if (!hasWritten(upgrade)) return finish(upgrade, 'rehearsed', null);
  await undoAll(upgrade, null, 'The rehearsal went forward without one.');
  return finish(upgrade, 'rehearsed', null);
}

/** Undoes the run's steps, how many there were; ends the run where it was stopped amid that, or could not undo all. */
async function undoAll(upgrade: Upgrade, why: string | null, remark: string): Promise<number> {
  const { undone, left, stopped } = await rollBack(upgrade, { phases: null, plan: upgrade.plan });
  if (stopped) throw failureWith(await finish(upgrade, 'aborted', why), rollBackStopped(left), '');
  if (left.length > 0) throw failureWith(await finish(upgrade, 'failed', why), undoFailed(left), remark);
  return undone;
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
  upgrade.status.turnBack(describe(cause));
  const why = error === null ? null : describe(error).message;
  const undone = await undoAll(upgrade, why, `It was rolled back because: ${describe(cause).message}`);
  const result = await finish(upgrade, decision === 'abort' ? 'aborted' : 'rolled-back', why);
  if (decision === 'rollBack' && error === null) return result;
  throw failureWith(result, cause, `Rolled back: ${undone} steps undone.`);
}

/** Ends a run that was cancelled; one that was rolling back already stays where it is. */
export async function endCancelled(upgrade: Upgrade): Promise<void> {
  if (upgrade.commandHandler.mode !== 'rolling back') return void (await endEarly(upgrade, 'abort', null));
  const left = await listOpen(upgrade, { phases: null, plan: upgrade.plan });
  await finish(upgrade, 'aborted', rollBackStopped(left).message);
}

/** Ends a run that something went wrong with outside of any phase; rejects with it. */
export async function endBroken(upgrade: Upgrade, error: unknown): Promise<UpgradeResult> {
  if (upgrade.commandHandler.mode !== 'rolling back') return endEarly(upgrade, 'hold', error);
  throw failureWith(await finish(upgrade, 'failed', describe(error).message), error, 'The roll-back is not complete.');
}

/** Says that a roll-back was stopped, and what it has not undone. */
export function rollBackStopped(left: readonly string[]): ApplicationFailure {
  return workflowFailure(
    'Aborted',
    `The roll-back was stopped between two undos; start rollBackCluster to go on. Next to undo:\n${lines(left)}\n`,
  );
}

/** Lists what is left to undo by hand. */
export function undoFailed(left: readonly string[]): ApplicationFailure {
  return workflowFailure('UndoFailed', `Some steps could not be undone:\n${lines(left)}\n`);
}

function lines(left: readonly string[]): string {
  return left.map((line) => `- ${line.slice(0, 500)}`).join('\n');
}
