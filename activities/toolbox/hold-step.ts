import type { StepResult } from '../../model/run';

/** Reasons that a held step tells; the rest are counted. */
const REASONS_TOLD = 50;

/** What a step answers that must not continue yet: the workflow asks it again. */
export function holdStep(host: string, reasons: readonly string[]): StepResult {
  const count = reasons.length === 1 ? 'one reason' : `${reasons.length} reasons`;
  const more = reasons.length - REASONS_TOLD;
  const told = more > 0 ? [...reasons.slice(0, REASONS_TOLD), `${more} more`] : reasons;
  return { changed: false, summary: `${host} is not ready: ${count}.`, hold: told };
}
