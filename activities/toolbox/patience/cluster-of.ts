import type { RunRef } from '../../../model/run';

/** The cluster that an activity is about; '' where its input names none. */
export function clusterOf(input: unknown): string {
  const { run } = (input ?? {}) as { readonly run?: RunRef };
  return run?.cluster ?? '';
}
