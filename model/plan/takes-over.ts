import { NETWORK_TRACK } from '../names';
import { CLOSED_PHASES, type PhaseName } from '../phases';

/** Looks of the preflight at what these phases need. */
const LOOKS: readonly (string | undefined)[] = ['controllers', 'databases', 'network'];

/** Whether a step takes over what the old control plane has, or looks whether that can be done: of no use once the new one is open. */
export function takesOver({ step, phase }: { readonly step: string; readonly phase: PhaseName }): boolean {
  const [, track] = step.split('/');
  if (phase === 'preflight') return LOOKS.includes(track);
  if (phase === 'prepare') return track === NETWORK_TRACK;
  return CLOSED_PHASES.includes(phase);
}
