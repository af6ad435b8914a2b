import { condition } from '@temporalio/workflow';
import { type Gate, objectionToApproval } from '../../model/gates';
import type { Waiting } from '../../model/operator/progress';
import type { CommandHandler } from './command-handler';
import type { RunStatus } from './run-status';

interface Asked {
  readonly commandHandler: CommandHandler;
  readonly status: RunStatus;
}

/** Whether nobody has to be asked at a gate any more: it is open, or the run is stopped. */
export function isSettled({ state }: CommandHandler, gate: Gate): boolean {
  const by = state.approved[gate.gate];
  // One that came before it was known who may approve is looked at here.
  return state.stop !== null || (by !== undefined && objectionToApproval([gate], gate.gate, by) === undefined);
}

/** What a run that waits at a gate shows. */
export function approvalOf({ gate, by }: Gate): Waiting {
  return { for: 'approval', gate, ...(by !== undefined && { by }) };
}

/** Waits at a gate until it is approved, or the run is stopped. */
export async function waitForApproval({ commandHandler, status }: Asked, gate: Gate): Promise<void> {
  const settled = (): boolean => isSettled(commandHandler, gate);
  if (!settled()) await status.whileWaiting(approvalOf(gate), () => condition(settled));
}
