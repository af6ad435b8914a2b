import type { RunRef } from '../../../model/run';

/** The run that an activity belongs to; undefined where its input names none. */
export function runOf(input: unknown): RunRef | undefined {
  return ((input ?? {}) as { readonly run?: RunRef }).run;
}

/** The cluster that an activity is about; '' where its input names none. */
export function clusterOf(input: unknown): string {
  return runOf(input)?.cluster ?? '';
}
