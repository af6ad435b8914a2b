import type { ClusterDefinition } from '../../model/cluster';

/** The definition's canaries that are among these hosts, in their own order. */
export function canariesAmong(
  { rollout }: Pick<ClusterDefinition, 'rollout'>,
  hosts: readonly string[],
): readonly string[] {
  const known = new Set(hosts);
  return rollout.canaries.filter((host) => known.has(host));
}
