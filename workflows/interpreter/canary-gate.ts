import { defineSignal, setHandler } from '@temporalio/workflow';
import type { Gate } from '../../model/gates';
import type { PhaseName } from '../../model/phases';
import type { CommandHandler } from '../operator/command-handler';
import { approvalOf, isSettled, waitForApproval } from '../operator/wait-for-approval';
import { signalParent } from '../toolbox/signal-parent';
import type { Execution } from './execution';
import { tellParent } from './hold';

/** A child tells its parent who has approved the canaries of `hosts`. */
const CANARIES_OF_HOSTS = defineSignal<[string]>('canariesOfHosts');

/** Keeps that the canaries of `hosts` were approved: when the phase is run again nobody is asked again. */
export function hearOfCanaries(commandHandler: CommandHandler): void {
  setHandler(CANARIES_OF_HOSTS, (by) => commandHandler.passCanariesOfHosts(by));
}

/** In `agents`: waits, where the definition asks for it, once so many groups have had their turns as there are canaries. */
export async function passCanaryGate(execution: Execution, phase: PhaseName, turns: number): Promise<void> {
  const gate = gateOf(execution);
  if (phase !== 'agents' || gate === undefined || turns < (gate.after ?? 0)) return;
  await waitAt(execution, gate);
}

/** In `hosts`: waits, where the definition asks for it, behind the canaries. */
export async function passCanaryGateOfHosts(execution: Execution): Promise<void> {
  const gate = gateOf(execution);
  const { commandHandler } = execution;
  if (gate === undefined || commandHandler.state.canariesOfHosts !== undefined) return;
  await waitAt(execution, gate);
  const { stop, approved } = commandHandler.state;
  if (stop !== null) return;
  const { canaries: by = '' } = approved;
  commandHandler.passCanariesOfHosts(by);
  await signalParent(CANARIES_OF_HOSTS, by);
}

function gateOf({ gates }: Execution): Gate | undefined {
  return gates.find(({ gate }) => gate === 'canaries');
}

/** Every workflow above shows what is waited for. */
async function waitAt(execution: Execution, gate: Gate): Promise<void> {
  if (isSettled(execution.commandHandler, gate)) return;
  await tellParent(approvalOf(gate));
  await waitForApproval(execution, gate);
  await tellParent(null);
}
