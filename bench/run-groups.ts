import { inParallel } from '../activities/toolbox/in-parallel';
import type { StepResult } from '../model/run';
import type { Group, Step } from '../model/plan/plan';

/** Carries out groups of a phase as the workflow does: groups in order, tracks side by side, a step until it is through. Seconds. */
export async function runGroups(
  groups: readonly Group[],
  runStep: (step: Step) => Promise<Pick<StepResult, 'more'>>,
): Promise<number> {
  const begin = performance.now();
  for (const { lanes, atOnce } of groups)
    await inParallel(lanes, atOnce, async ({ steps }) => {
      for (const step of steps) for (let more = true; more;) more = (await runStep(step)).more !== undefined;
    });
  return (performance.now() - begin) / 1000;
}
