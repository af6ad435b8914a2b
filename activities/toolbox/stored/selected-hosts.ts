import type { ClusterDefinition } from '../../../model/cluster';
import type { HostSelection } from '../../../model/run';
import type { Dependencies } from '../../dependencies';
import { asMissing } from './as-missing';

/** The hosts that a step is about, by name. Fails with `PlanMissing` where the store does not have their list. */
export async function selectedHosts(
  { store }: Pick<Dependencies, 'store'>,
  { hypervisors }: Pick<ClusterDefinition, 'hypervisors'>,
  selection: HostSelection,
): Promise<readonly string[]> {
  if (selection === null) return hypervisors;
  if (!('sha256' in selection)) return selection;
  const content = await store.get(selection).catch((error: unknown) => {
    throw asMissing(error, `The store has no list of hosts ${selection.sha256}.`);
  });
  return JSON.parse(content.toString('utf8')) as readonly string[];
}
