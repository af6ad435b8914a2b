import { createHash } from 'node:crypto';

/** The lab's machines, networks and VMs: one source for the databases, the hosts, the probes and the tests. */

/** A stable UUID from words, so that every build of the lab has the same ids. */
export function labUuid(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('/')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export const MANAGEMENT = { bridge: 'slmgmt', gateway: '10.77.0.1', prefix: 24 } as const;
export const TOP_OF_RACK = { namespace: 'sltor', bridge: 'tor0' } as const;

export interface LabMachine {
  readonly name: string;
  readonly address: string;
  readonly role: 'controller' | 'compute';
  /** What its guests are: real ones of qemu under libvirt, network namespaces that stand in for them, or none. */
  readonly guests: 'qemu' | 'namespace' | 'none';
  /** What installs packages there: dnf, yum (a stand-in), or nothing of both. */
  readonly packageManager: 'dnf' | 'yum' | 'none';
  /** Who the product logs in as; the lab itself is root everywhere. */
  readonly login: 'root' | 'sudo';
}

export const CONTROLLER: LabMachine = {
  name: 'controller',
  address: '10.77.0.2',
  role: 'controller',
  guests: 'none',
  packageManager: 'none',
  login: 'root',
};
/** The one host with real guests: through a bridge and straight on br-int, flat and VLAN; none boots from a volume. */
const QEMU_HOST = 2;
/** The one host that a user with sudo is to upgrade. */
const SUDO_HOST = 1;
/** The one host with yum's manners, as every CentOS 7 has them. */
const YUM_HOST = 3;
export const COMPUTES: readonly LabMachine[] = [1, 2, 3].map((n) => ({
  name: `compute${n}`,
  address: `10.77.0.1${n}`,
  role: 'compute',
  guests: n === QEMU_HOST ? 'qemu' : 'namespace',
  packageManager: n === YUM_HOST ? 'yum' : 'dnf',
  login: n === SUDO_HOST ? 'sudo' : 'root',
}));
export const MACHINES: readonly LabMachine[] = [CONTROLLER, ...COMPUTES];

export interface LabNetwork {
  readonly id: string;
  readonly name: string;
  readonly subnetId: string;
  readonly type: 'flat' | 'vlan';
  readonly physicalNetwork: string;
  readonly segmentationId: number | null;
  readonly cidr: string;
  readonly gateway: string;
  /** The local VLAN that the Liberty agent chose, per host: different everywhere. */
  readonly localVlans: Readonly<Record<string, number>>;
}

function network(name: string, type: 'flat' | 'vlan', octet: number, tags: readonly number[]): LabNetwork {
  return {
    id: labUuid('network', name),
    name,
    subnetId: labUuid('subnet', name),
    type,
    physicalNetwork: 'physnet1',
    segmentationId: type === 'vlan' ? 100 : null,
    cidr: `10.${octet}.0.0/24`,
    gateway: `10.${octet}.0.1`,
    localVlans: Object.fromEntries(COMPUTES.map((host, i) => [host.name, tags[i] as number])),
  };
}

export const FLAT = network('provider-flat', 'flat', 1, [1, 3, 2]);
export const VLAN = network('tenant-vlan', 'vlan', 2, [2, 1, 5]);
export const NETWORKS: readonly LabNetwork[] = [FLAT, VLAN];

/** One VM, plugged as the Liberty agent left it; what it is, its host says. */
export interface LabVm {
  readonly name: string;
  readonly uuid: string;
  readonly host: string;
  readonly network: LabNetwork;
  readonly portId: string;
  readonly mac: string;
  readonly address: string;
  /** `bridge`: through qbr, qvb and qvo; `tap`: straight into br-int. */
  readonly plug: 'tap' | 'bridge';
  readonly projectId: string;
  readonly userId: string;
}

export const PROJECTS = ['blue', 'green'].map((name) => ({ name, id: labUuid('project', name).replaceAll('-', '') }));
export const USERS = PROJECTS.map(({ name }) => ({ name, id: labUuid('user', name).replaceAll('-', '') }));

const PLACEMENT: readonly (readonly [host: number, network: LabNetwork, plug: LabVm['plug']])[] = [
  [1, FLAT, 'tap'],
  [1, VLAN, 'bridge'],
  [1, VLAN, 'tap'],
  [2, FLAT, 'bridge'],
  [2, VLAN, 'tap'],
  [2, FLAT, 'tap'],
  [3, VLAN, 'bridge'],
  [3, FLAT, 'tap'],
];

export const VMS: readonly LabVm[] = PLACEMENT.map(([host, net, plug], i) => {
  const name = `vm${i + 1}`;
  const tenant = i % PROJECTS.length;
  return {
    name,
    uuid: labUuid('instance', name),
    host: `compute${host}`,
    network: net,
    portId: labUuid('port', name),
    mac: `fa:16:3e:00:00:${(i + 0x11).toString(16)}`,
    address: net.cidr.replace(/0\/24$/, String(i + 11)),
    plug,
    projectId: PROJECTS[tenant]?.id as string,
    userId: USERS[tenant]?.id as string,
  };
});

/** The machine of a name; a mistyped one is an error of the lab itself. */
export function machineNamed(name: string): LabMachine {
  const found = MACHINES.find((machine) => machine.name === name);
  if (found === undefined) throw new Error(`The lab has no machine ${name}`);
  return found;
}

/** The port by which a DHCP agent serves a network: dnsmasq answers there. */
export interface LabDhcpPort {
  readonly network: LabNetwork;
  readonly host: string;
  readonly portId: string;
  readonly mac: string;
  readonly address: string;
}

/** Both networks are served from one compute host. */
export const DHCP_PORTS: readonly LabDhcpPort[] = NETWORKS.map((net, i) => ({
  network: net,
  host: 'compute1',
  portId: labUuid('port', 'dhcp', net.id),
  mac: `fa:16:3e:00:01:0${i}`,
  address: net.cidr.replace(/0\/24$/, '10'),
}));
