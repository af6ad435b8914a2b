import type { Ledger } from '../../../model/ledger';
import type { Track } from '../../../model/plan/plan';

/** Ids of a track's steps that make something so: what the ledger tells of them says how far the track has come. */
export function ensuringSteps({ steps }: Track): readonly string[] {
  return steps.filter(({ activity }) => activity.startsWith('ensure')).map(({ id }) => id);
}

/**
 * Names of those tracks of which every `ensure…` step is done: they were carried out to their end, and nothing of them was undone
 * since. A track that only looks or proves is never through.
 */
export async function tracksThrough(
  ledger: Ledger,
  cluster: string,
  tracks: readonly Track[],
): Promise<ReadonlySet<string>> {
  const done = await ledger.readDoneOf(cluster, tracks.flatMap(ensuringSteps));
  const through = tracks.filter((track) => {
    const steps = ensuringSteps(track);
    return steps.length > 0 && steps.every((step) => done.has(step));
  });
  return new Set(through.map(({ name }) => name));
}
