import type { NetworkApi, NetworkResource } from '../../../connectors/openstack/network-api';
import { inParallel } from '../../toolbox/in-parallel';
import { updateOf, type Changed } from './changes';
import { refuseForeign } from './foreign';

/** Gives objects of ours the values that the old side has; one that is not ours fails with `TargetNotClean`. How many there were. */
export async function updateObjects(
  { api, claims, atOnce }: { readonly api: NetworkApi; readonly claims: ReadonlySet<string>; readonly atOnce: number },
  resource: NetworkResource,
  changed: readonly Changed[],
): Promise<number> {
  refuseForeign(resource, changed, claims);
  await inParallel(changed, atOnce, (one) => api.update(resource, one.wanted.id, updateOf(one)));
  return changed.length;
}
