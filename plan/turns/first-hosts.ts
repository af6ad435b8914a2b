import type { ClusterDefinition } from '../../model/cluster';
import type { Trial } from '../../model/plan/trial';
import { canariesAmong } from './canaries';

/** Which of the chosen hosts have their turns in `hosts` before all others: canaries in their order, then those that are tried. */
export function firstHosts(
  definition: Pick<ClusterDefinition, 'rollout'>,
  chosen: readonly string[],
  trials: readonly Trial[],
): { readonly early: readonly string[]; readonly others: readonly string[] } {
  const tried = new Set(trials.map(({ host }) => host));
  const early = new Set([...canariesAmong(definition, chosen), ...chosen.filter((host) => tried.has(host))]);
  return { early: [...early], others: chosen.filter((host) => !early.has(host)) };
}
