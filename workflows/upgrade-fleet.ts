import {
  allHandlersFinished,
  ChildWorkflowFailure,
  condition,
  isCancellation,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  type CheckedFleet,
  type FleetInput,
  type FleetResult,
  type SharedInput,
  WHY_CHARACTERS,
} from '../model/fleet/fleet';
import { upgradeWorkflowId } from '../model/names';
import type { UpgradeInput, UpgradeResult } from '../model/upgrade';
import { FleetStatus } from './fleet/fleet-status';
import { listenToFleetCommands } from './fleet/listen';
import { withOutcome } from './outcome/with-outcome';
import { central } from './toolbox/activities';
import { describe, workflowFailure } from './toolbox/failures';
import { throwPlain } from './toolbox/prepare';

/**
 * Lifts clusters in waves: those of a wave side by side, each by its own `upgradeCluster`. Once more have failed than the budget allows,
 * none is begun any more; those under way go on to their ends. A datacenter that is held does not keep the others.
 */
export function upgradeFleet(input: FleetInput): Promise<FleetResult> {
  return withOutcome(async () => carryOut(await check(input)));
}

function check(input: FleetInput): Promise<CheckedFleet> {
  return central('Check the input').checkFleet({ input }).catch(throwPlain);
}

async function carryOut({ upgrade, ...fleet }: CheckedFleet): Promise<FleetResult> {
  const status = new FleetStatus(fleet);
  listenToFleetCommands(status);
  const begun: Promise<void>[] = [];
  const waves = Math.max(...status.clusters.map(({ wave }) => wave));
  for (let wave = 1; wave <= waves && !status.spent; wave++) {
    const own = status.clusters.filter((one) => one.wave === wave);
    const upgrades = own.map((one) => upgradeOne(status, one.cluster, one.datacenter, upgrade));
    begun.push(...upgrades);
    await Promise.race([condition(() => status.spent || status.isWaveOver(wave)), rejected(upgrades)]);
  }
  await Promise.all(begun);
  await condition(allHandlersFinished);
  const result = status.finish();
  if (result.verdict !== 'failed') return result;
  const failed = result.clusters.filter(({ why }) => why !== undefined);
  const error = workflowFailure(
    'FleetStopped',
    `More clusters failed than the budget of ${fleet.failureBudget} allows:\n${failed.map(({ cluster, why }) => `- ${cluster}: ${why ?? ''}`).join('\n')}\n`,
  );
  throw ApplicationFailure.create({
    type: 'FleetStopped',
    message: error.message,
    nonRetryable: true,
    details: [result],
  });
}

/** Never resolves; rejects as soon as one of them does. */
function rejected(upgrades: readonly Promise<void>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const one of upgrades) one.catch(reject);
  });
}

/** Upgrades one cluster once its datacenter may; rejects only when the fleet is cancelled. */
async function upgradeOne(
  status: FleetStatus,
  cluster: string,
  datacenter: string,
  upgrade: SharedInput,
): Promise<void> {
  await condition(() => status.spent || !status.isHeld(datacenter));
  if (status.spent) return;
  status.set(cluster, { state: 'running' });
  try {
    const child = await startChild<(input: UpgradeInput) => Promise<UpgradeResult>>('upgradeCluster', {
      workflowId: upgradeWorkflowId(cluster),
      args: [{ cluster, ...upgrade }],
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: `Upgrade of ${cluster} in ${datacenter}`,
    });
    const { verdict, report } = await child.result();
    status.set(cluster, { state: verdict, ...(report !== null && { report }) });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError)
      return status.set(cluster, { state: 'failed', why: `${upgradeWorkflowId(cluster)} is running already.` });
    if (!(error instanceof ChildWorkflowFailure)) throw error;
    if (isCancellation(error)) return status.set(cluster, { state: 'aborted', why: 'It was cancelled.' });
    status.set(cluster, { ...endOf(error), why: describe(error).message.slice(0, WHY_CHARACTERS) });
  }
}

/** The result that a failed upgrade has as its detail. */
function endOf({ cause }: ChildWorkflowFailure): { readonly state: UpgradeResult['verdict'] } {
  const [result] = cause instanceof ApplicationFailure ? (cause.details ?? []) : [];
  return { state: (result as Partial<UpgradeResult> | undefined)?.verdict ?? 'failed' };
}
