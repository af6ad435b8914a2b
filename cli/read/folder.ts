import { sha256 } from '../../alignment/sha256';
import { ParsedDefinitions } from '../../config/snapshot/parsed-definitions';
import { takeSnapshot } from '../../config/snapshot/take-snapshot';
import type { Progress } from '../../model/operator/progress';

/** Whether the cluster's folder is here as a run was planned with; null where it cannot be read, and of a run that goes by the folder. */
export async function compareFolder(
  progress: Pick<Progress, 'cluster' | 'snapshot'> | null,
): Promise<'same' | 'differs' | null> {
  if (progress?.snapshot === undefined) return null;
  const taken = await takeSnapshot(progress.cluster, new ParsedDefinitions()).catch(() => undefined);
  if (taken === undefined) return null;
  return sha256(taken.content) === progress.snapshot ? 'same' : 'differs';
}
