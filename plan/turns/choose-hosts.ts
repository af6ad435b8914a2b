import type { ClusterDefinition } from '../../model/cluster';

/** The hypervisors of a run, in the definition's order. */
export function chooseHosts(
  { hypervisors }: Pick<ClusterDefinition, 'hypervisors'>,
  hosts: readonly string[] | null,
): readonly string[] {
  if (hosts === null) return hypervisors;
  const wanted = new Set(hosts);
  return hypervisors.filter((host) => wanted.has(host));
}
