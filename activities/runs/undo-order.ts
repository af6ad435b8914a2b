import type { PhaseName } from '../../model/phases';

export interface UndoneStep {
  readonly step: string;
  readonly phase: PhaseName;
}

/** The host in `hosts/compute1/packages`; undefined in phases whose steps are not about one host. */
function hostOf({ step, phase }: UndoneStep): string | undefined {
  return phase === 'hosts' || phase === 'agents' ? step.split('/')[1] : undefined;
}

/**
 * Whether an undo has to wait because a later step could not be undone: taking away what that step builds on would lose
 * what its undo needs (the staged rows that tell imported rows from others, a package that a configuration belongs to).
 * Hosts are independent of one another; elsewhere the steps of a phase are not. While the APIs could not be closed nothing else is undone:
 * tenants may write.
 */
export function isBlocked(undo: UndoneStep, failed: readonly UndoneStep[]): boolean {
  if (failed.some(({ phase }) => phase === 'open')) return true;
  const host = hostOf(undo);
  return failed.some((other) => (host === undefined ? other.phase === undo.phase : hostOf(other) === host));
}
