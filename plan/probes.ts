import type { NoInput, StepFor } from '../activities/steps/list';
import { PROBES_TRACK } from '../model/names';
import type { Group, PlannedPhase } from '../model/plan/plan';
import type { PhaseName } from '../model/phases';
import { planStep, STEP } from './step';

function group(phase: PhaseName, what: string, activity: StepFor<NoInput>, summary: string): Group {
  return {
    name: `probes-${what}`,
    workflow: 'inline',
    atOnce: 1,
    lanes: [{ name: PROBES_TRACK, steps: [planStep(`${phase}/${PROBES_TRACK}/${what}`, activity, summary, {})] }],
  };
}

/** Lets every VM be pinged from before the first change until after the last one. `preflight` changes nothing. */
export function withProbes(phases: readonly PlannedPhase[]): PlannedPhase[] {
  const changing = phases.filter(({ name }) => name !== 'preflight');
  const [first, last] = [changing[0], changing.at(-1)];
  return phases.map((phase) => ({
    name: phase.name,
    groups: [
      ...(phase === first ? [group(phase.name, 'start', STEP.ensureProbesStarted, 'Ping every VM from now on')] : []),
      ...phase.groups,
      ...(phase === last
        ? [group(phase.name, 'stop', STEP.ensureProbesStopped, 'Sum up the loss and end the probes')]
        : []),
    ],
  }));
}
