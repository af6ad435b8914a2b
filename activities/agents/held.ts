import type { StepResult } from '../../model/run';

/** What a step answers that must not go on yet: the workflow asks it again. */
export function held(host: string, reasons: readonly string[]): StepResult {
  const count = reasons.length === 1 ? 'one reason' : `${reasons.length} reasons`;
  return { changed: false, summary: `${host} is not ready: ${count}.`, hold: reasons };
}
