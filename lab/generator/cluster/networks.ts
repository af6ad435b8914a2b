import { FLAT, labUuid, PROJECTS, VLAN, type LabNetwork } from '../../inventory';

/** A Neutron network with its one subnet, as the old cluster has it. */
export interface Network extends Pick<LabNetwork, 'id' | 'name' | 'subnetId' | 'type' | 'cidr' | 'gateway'> {
  readonly segmentationId: number | null;
  readonly owner: string;
  /** Whom a `networkrbacs` row gives access: every project, one, or none. */
  readonly sharedWith: string | null;
  readonly pool: readonly [first: string, last: string];
  readonly dns: readonly string[];
  readonly routes: readonly (readonly [destination: string, nexthop: string])[];
  readonly dhcpAddress: string;
}

const [blue, green] = PROJECTS.map(({ id }) => id) as [string, string];

/** Addresses below .10 belong to the lab's probes and gateways: the pool leaves them out. */
function of(network: LabNetwork, owner: string, sharedWith: string, more: Partial<Network>): Network {
  const address = (last: number): string => network.cidr.replace(/0\/24$/, String(last));
  const { id, name, subnetId, type, cidr, gateway, segmentationId } = network;
  const rest = { pool: [address(10), address(250)] as const, dhcpAddress: address(10), dns: [], routes: [] };
  return { id, name, subnetId, type, cidr, gateway, segmentationId, owner, sharedWith, ...rest, ...more };
}

export const PROVIDER_FLAT = of(FLAT, blue, '*', { dns: ['10.1.0.1', '10.1.0.5'] });
export const TENANT_VLAN = of(VLAN, green, blue, { routes: [['192.168.77.0/24', '10.2.0.1']] });

/** Where the ports of instances live that the lab's hosts do not run: wide enough for millions. */
export const PAPER_NETWORK: Network = {
  id: labUuid('network', 'paper-vlan'),
  name: 'paper-vlan',
  subnetId: labUuid('subnet', 'paper-vlan'),
  type: 'vlan',
  segmentationId: 101,
  owner: blue,
  sharedWith: '*',
  cidr: '10.128.0.0/9',
  gateway: '10.128.0.1',
  pool: ['10.128.0.2', '10.255.255.254'],
  dns: [],
  routes: [],
  dhcpAddress: '10.128.0.2',
};

export const LIBERTY_NETWORKS: readonly Network[] = [PROVIDER_FLAT, TENANT_VLAN, PAPER_NETWORK];

export function networkById(id: string): Network {
  const found = LIBERTY_NETWORKS.find((network) => network.id === id);
  if (found === undefined) throw new Error(`The lab has no network ${id}`);
  return found;
}

/** The n-th address for an instance's port in the paper network (from 10.128.1.0). */
export function paperAddress(n: number): string {
  const value = 256 + n;
  return `10.${128 + (value >> 16)}.${(value >> 8) & 255}.${value & 255}`;
}
