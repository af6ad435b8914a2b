import type { ErrorType } from '../../model/errors';
import type { HostPhase } from '../../model/failure-budget/set-aside';
import type { PhaseName } from '../../model/phases';

const OF_A_HOST: readonly ErrorType[] = [
  'CommandFailed',
  'HostAlgorithms',
  'HostAuthentication',
  'HostKeyMismatch',
  'HostNotReady',
  'HostPrivileges',
  'PackageMissing',
];

/**
 * What is wrong with one host alone, by phase. Guests that were disturbed or fell silent, and whatever is away, are not among them: that
 * may happen to the next host as well.
 */
const MAY_BE_SET_ASIDE: Readonly<Record<HostPhase, readonly string[]>> = {
  hosts: [...OF_A_HOST, 'CheckFailed', 'GuestsDiffer', 'GuestsUnknown'],
  agents: OF_A_HOST,
};

/**
 * Whether a failure of this type concerns one host alone. In `agents` what is proven after a change is about the traffic of guests: a
 * proof that fails (`verify…`) is never set aside there.
 */
export function concernsOneHost(phase: HostPhase, type: string, activity: string): boolean {
  if (phase === 'agents' && !activity.startsWith('ensure')) return false;
  return MAY_BE_SET_ASIDE[phase].includes(type);
}

export function isHostPhase(phase: PhaseName): phase is HostPhase {
  return phase in MAY_BE_SET_ASIDE;
}
