import { COMPUTES, labUuid, PROJECTS, USERS, VMS, type LabVm } from '../../inventory';
import { SeededRandom } from '../random';
import { FLAVORS, flavorNamed, type Flavor } from './flavors';
import { IMAGES, type Image } from './images';
import { networkById, PAPER_NETWORK, paperAddress, type Network } from './networks';
import type { LibertyOptions } from './options';

export interface Instance {
  /** `instances.id`: libvirt's domain name is made of it. */
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly projectId: string;
  readonly userId: string;
  readonly keyName: string;
  readonly flavor: Flavor;
  readonly image: Image;
  readonly state: 'active' | 'shelved_offloaded' | 'deleted';
  /** '' for one that runs nowhere. */
  readonly host: string;
  readonly network: Network;
  readonly portId: string;
  readonly mac: string;
  readonly address: string;
  readonly plug: LabVm['plug'];
  readonly bootsFromVolume: boolean;
  readonly hasDataVolume: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdMinutes: number;
}

/** Instances that were shelved long before the upgrade: they have no host, yet must be copied. */
export const SHELVED = 4;
/** The first shelved one keeps a flavor that was deleted since, the second one is pinned: both are usual in old clusters. */
const ODD_FLAVORS = [flavorNamed('c1.old'), flavorNamed('m1.numa')];
const USUAL_FLAVORS = FLAVORS.filter((flavor) => !flavor.deleted && flavor.name !== 'm1.numa');
const USUAL_IMAGES = IMAGES.filter(({ isPublic }) => isPublic);
/** How many instances a paper host carries. */
const PER_PAPER_HOST = 50;

export function paperHost(n: number): string {
  return `paper${String(n + 1).padStart(2, '0')}`;
}

/** Paper hosts exist in the old databases only; a lab of up to 12 instances has none. */
export function paperHosts({ instances }: LibertyOptions): readonly string[] {
  const paper = Math.max(0, instances - VMS.length - SHELVED);
  return Array.from({ length: Math.ceil(paper / PER_PAPER_HOST) }, (_, n) => paperHost(n));
}

/** How many deleted instances lie in the old database besides the living. */
export function deletedInstances({ instances }: LibertyOptions): number {
  return 3 + Math.floor(instances / 50);
}

function image(name: string): Image {
  return IMAGES.find((image) => image.name === name) as Image;
}

function common(
  id: number,
  name: string,
  tenant: number,
): Pick<Instance, 'id' | 'name' | 'keyName' | 'createdMinutes'> {
  return { id, name, keyName: `${USERS[tenant]?.name}-laptop`, createdMinutes: 1000 + id * 10 };
}

/** One of the VMs that really run: everything that the lab's other parts know of it comes from the inventory. */
function running(vm: LabVm, n: number): Instance {
  const windows = n === 5;
  return {
    ...common(n + 1, vm.name, n % PROJECTS.length),
    ...vm,
    network: networkById(vm.network.id),
    flavor: flavorNamed(['m1.tiny', 'm1.small', 'c1.scratch'][n % 3] as string),
    image: image(windows ? 'windows-2012' : n % 2 === 0 ? 'cirros-0.3.4' : 'ubuntu-14.04'),
    state: 'active',
    bootsFromVolume: n === 2 || n === 6,
    hasDataVolume: n === 1 || n === 6,
    metadata: n % 3 === 0 ? { pool: 'general' } : {},
  };
}

/** A deleted instance keeps the host that it last ran on, as in any old database. */
function hostOf(random: SeededRandom, ordinal: number, state: Instance['state']): string {
  if (state === 'deleted') return random.pick(COMPUTES).name;
  return state === 'active' ? paperHost(Math.floor((ordinal - SHELVED) / PER_PAPER_HOST)) : '';
}

/** Everybody else: drawn from the seed. */
function onPaper(options: LibertyOptions, n: number, state: Instance['state']): Instance {
  const random = new SeededRandom(options.seed, 'instance', n);
  const tenant = random.below(PROJECTS.length);
  const ordinal = n - VMS.length;
  const odd = ODD_FLAVORS[ordinal];
  return {
    ...common(n + 1, state === 'shelved_offloaded' ? `shelved${ordinal + 1}` : `paper-${n + 1}`, tenant),
    uuid: labUuid('instance', String(options.seed), String(n)),
    projectId: PROJECTS[tenant]?.id as string,
    userId: USERS[tenant]?.id as string,
    flavor: odd ?? random.pick(USUAL_FLAVORS),
    image: random.pick(USUAL_IMAGES),
    state,
    host: hostOf(random, ordinal, state),
    network: PAPER_NETWORK,
    portId: labUuid('port', String(options.seed), String(n)),
    mac: `fa:16:3f:${[n >> 16, n >> 8, n].map((byte) => (byte & 255).toString(16).padStart(2, '0')).join(':')}`,
    address: paperAddress(n),
    plug: 'bridge',
    bootsFromVolume: random.chance(0.2),
    hasDataVolume: random.chance(0.3),
    metadata: random.chance(0.5) ? { pool: random.pick(['general', 'fast']), note: `it's "${n}"` } : {},
  };
}

/** Every table of the cluster reads the instances: they are drawn once for each options object. */
const drawn = new WeakMap<LibertyOptions, Instance[]>();

function draw(options: LibertyOptions, n: number): Instance {
  const vm = VMS[n];
  if (n >= options.instances) return onPaper(options, n, 'deleted');
  if (vm !== undefined) return running(vm, n);
  return onPaper(options, n, n < VMS.length + SHELVED ? 'shelved_offloaded' : 'active');
}

/** The instance number `n`, from 0: the inventory's VMs, then the shelved, then those on paper hosts, then the deleted. */
export function instanceAt(options: LibertyOptions, n: number): Instance {
  const known = drawn.get(options) ?? [];
  drawn.set(options, known);
  return (known[n] ??= draw(options, n));
}

export function* livingInstances(options: LibertyOptions): Iterable<Instance> {
  for (let n = 0; n < options.instances; n++) yield instanceAt(options, n);
}

export function* allInstances(options: LibertyOptions): Iterable<Instance> {
  for (let n = 0; n < options.instances + deletedInstances(options); n++) yield instanceAt(options, n);
}
