import type { ClusterDefinition } from '../../model/cluster';
import { listFirst } from '../../model/list-first';
import { failure } from '../toolbox/failure';

/** Fails with `InvalidInput` where one of these is no hypervisor of the cluster. */
export function requireHypervisors(
  hosts: readonly string[],
  { name, hypervisors }: Pick<ClusterDefinition, 'name' | 'hypervisors'>,
): void {
  const known = new Set(hypervisors);
  const unknown = hosts.filter((host) => !known.has(host));
  if (unknown.length > 0)
    throw failure(
      'InvalidInput',
      `hosts: ${listFirst(unknown)} is no hypervisor of ${name}; it has ${listFirst(hypervisors)}.`,
    );
}
