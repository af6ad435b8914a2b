import { readAllocations, type NewAllocation, type Resources } from '../../../connectors/openstack/placement-api';
import type { Session } from '../../../connectors/openstack/session';
import { chunk } from '../../../model/chunk';
import { inParallel } from '../../toolbox/in-parallel';
import type { InstanceRows, Node } from './instance-rows';
import { judgeInstance } from './judge-instance';
import { ProviderMissing, readProvider, type Provider } from './read-provider';
import { capacityOf, roomFor, sumOf, type Room } from './room';

/** VMs that are looked at, or allocated for, in one request. */
export const AT_A_TIME = 100;

const EMPTY = { missing: [], rooms: [], exceeded: [], different: [] };

/** What lacks allocations on one host, and what of it cannot have any. */
export interface HostSurvey {
  readonly host: string;
  readonly instances: number;
  readonly missing: readonly NewAllocation[];
  /** By provider, what its limits are raised by while the missing ones are written. */
  readonly rooms: readonly Room[];
  /** `host1: 40 VCPU of 32`: more than there is, once the missing ones are written. */
  readonly exceeded: readonly string[];
  /** VMs that have other allocations than their flavor asks for: they are left as they are. */
  readonly different: readonly string[];
  /** Why VMs can have none, one sentence each. */
  readonly problems: readonly string[];
}

export interface SurveyParts {
  readonly session: Session;
  readonly rows: InstanceRows;
  /** Standard resource classes, and those of the operator. */
  readonly classes: ReadonlySet<string>;
  /** How long providers are waited for (Date.now()): nova-compute makes one some seconds after its node. */
  readonly providersUntil: number;
}

/**
 * Looks at the VMs of a host; reads only. `elsewhere`: asks also whether those that lack allocations here have some of other hosts.
 */
export async function surveyHost(
  parts: SurveyParts,
  host: string,
  nodes: readonly Node[],
  elsewhere: boolean,
): Promise<HostSurvey> {
  const instances = await parts.rows.instancesOn(host);
  let providers: readonly Provider[];
  try {
    providers = await Promise.all(nodes.map((node) => readProvider(parts.session, node, parts.providersUntil)));
  } catch (error) {
    if (!(error instanceof ProviderMissing)) throw error;
    return { ...EMPTY, host, instances: instances.length, problems: [error.message] };
  }
  const missing: NewAllocation[] = [];
  const different: string[] = [];
  const problems: string[] = [];
  for (const some of chunk(instances, AT_A_TIME)) {
    const shapes = await parts.rows.shapesOf(some);
    for (const instance of some) {
      const found = judgeInstance(instance, host, providers, shapes.get(instance.uuid), parts.classes);
      if (found === 'different') different.push(instance.uuid);
      else if (found !== undefined && 'problem' in found) problems.push(found.problem);
      else if (found !== undefined) missing.push(found.missing);
    }
  }
  if (elsewhere) {
    const there = await consumersOf(parts.session, missing);
    different.push(...there);
    missing.splice(0, missing.length, ...missing.filter(({ consumer }) => !there.has(consumer)));
  }
  return {
    ...{ host, instances: instances.length, missing, different, problems },
    rooms: providers.flatMap((provider) => roomOf(provider, missing)),
    exceeded: providers.flatMap((provider) => exceededOf(provider, missing)),
  };
}

/** Those that have allocations of any provider. */
async function consumersOf(session: Session, all: readonly NewAllocation[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  await inParallel(all, 8, async ({ consumer }) => {
    if (Object.keys(await readAllocations(session, consumer)).length > 0) found.add(consumer);
  });
  return found;
}

function wantedOf({ node }: Provider, missing: readonly NewAllocation[]): Resources[] {
  return missing.filter(({ provider }) => provider === node.uuid).map(({ resources }) => resources);
}

function roomOf(provider: Provider, missing: readonly NewAllocation[]): Room[] {
  const { node, inventories, allocated } = provider;
  const room = roomFor(node.uuid, inventories, sumOf(allocated.values()), wantedOf(provider, missing));
  return room === undefined ? [] : [room];
}

function exceededOf(provider: Provider, missing: readonly NewAllocation[]): string[] {
  const all = sumOf([...provider.allocated.values(), ...wantedOf(provider, missing)]);
  const over = Object.entries(provider.inventories).flatMap(([name, inventory]) => {
    const [used, capacity] = [all[name] ?? 0, capacityOf(inventory)];
    return used > capacity ? [`${used} ${name} of ${Math.floor(capacity)}`] : [];
  });
  return over.length === 0 ? [] : [`${provider.node.host}: ${over.join(', ')}`];
}
