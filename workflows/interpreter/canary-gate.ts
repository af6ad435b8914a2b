import type { PhaseName } from '../../model/phases';
import { approvalOf, isSettled, waitForApproval } from '../operator/wait-for-approval';
import type { Execution } from './execution';
import { tellParent } from './hold';

/** Waits, where the definition asks for it, once the canaries have had their turns; every workflow above shows it. */
export async function passCanaryGate(execution: Execution, phase: PhaseName, turns: number): Promise<void> {
  const gate = execution.gates.find((one) => one.gate === 'canaries');
  if (phase !== 'agents' || gate === undefined || turns < (gate.after ?? 0)) return;
  if (isSettled(execution.commandHandler, gate)) return;
  await tellParent(approvalOf(gate));
  await waitForApproval(execution, gate);
  await tellParent(null);
}
