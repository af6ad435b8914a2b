import type { Ledger } from '../../model/ledger';
import type { Lane } from '../../model/plan/plan';

/** Ids of a lane's steps that make something so: what the ledger tells of them says how far the lane has come. */
export function ensuringSteps({ steps }: Lane): readonly string[] {
  return steps.filter(({ activity }) => activity.startsWith('ensure')).map(({ id }) => id);
}

/**
 * Names of those lanes of which every `ensure…` step is done: they were carried out to their end, and nothing of them was undone
 * since. A lane that only looks or proves is never through.
 */
export async function lanesThrough(
  ledger: Ledger,
  cluster: string,
  lanes: readonly Lane[],
): Promise<ReadonlySet<string>> {
  const done = await ledger.readDoneOf(cluster, lanes.flatMap(ensuringSteps));
  const through = lanes.filter((lane) => {
    const steps = ensuringSteps(lane);
    return steps.length > 0 && steps.every((step) => done.has(step));
  });
  return new Set(through.map(({ name }) => name));
}
