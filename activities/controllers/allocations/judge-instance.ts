import type { NewAllocation, Resources } from '../../../connectors/openstack/placement-api';
import { parseFlavor, resourcesOfFlavor } from './flavor-resources';
import type { InstanceShape, PlacedInstance } from './instance-rows';
import type { Provider } from './read-provider';

/** What a VM without an owner is allocated for: Placement's own word for one that it does not know. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What a VM lacks, or why it cannot have it; `different`: it has other allocations than its flavor asks for. */
export type Judgement = { readonly missing: NewAllocation } | { readonly problem: string } | 'different';

/** Judges what a VM has allocated; undefined when there is nothing to say. */
export function judgeInstance(
  instance: PlacedInstance,
  host: string,
  providers: readonly Provider[],
  shape: InstanceShape | undefined,
  classes: ReadonlySet<string>,
): Judgement | undefined {
  const { uuid, task_state: task } = instance;
  const provider = providers.find(({ node }) => node.hypervisor_hostname === instance.node);
  if (provider === undefined)
    return { problem: `${uuid} is on node ${instance.node} of ${host}, which nova-compute has not reported` };
  const allocated = provider.allocated.get(uuid);
  // It may be about to be deleted or to move: its allocations are Nova's matter.
  if (task !== null && allocated !== undefined) return undefined;
  if (task !== null) return { problem: `${uuid} on ${host} has none and is in the middle of a task (${task})` };
  const flavor = parseFlavor(shape?.flavor ?? null);
  if (flavor === undefined && allocated !== undefined) return 'different';
  if (flavor === undefined) return { problem: `${uuid} on ${host} has a flavor that cannot be read` };
  const resources = resourcesOfFlavor(flavor, shape?.bootsFromVolume ?? false, classes);
  if (allocated !== undefined) return sameAmounts(allocated, resources) ? undefined : 'different';
  const names = Object.keys(resources);
  if (names.length === 0) return undefined;
  const unknown = names.filter((name) => provider.inventories[name] === undefined);
  if (unknown.length > 0)
    return { problem: `${uuid} takes ${unknown.join(', ')} by its flavor, of which ${host} has no inventory` };
  const [project, user] = [instance.project_id, instance.user_id].map((id) => id || NOBODY) as [string, string];
  return { missing: { consumer: uuid, provider: provider.node.uuid, resources, project, user } };
}

function sameAmounts(one: Resources, other: Resources): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
