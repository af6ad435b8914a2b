import { DEFAULT_ALIGNMENT } from '../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../model/cluster';
import { DEFAULT_GUESTS } from '../../model/guest';
import { DEFAULT_HOST_CHOICES } from '../../model/host-choices';
import { DEFAULT_NETWORK } from '../../model/network-choices';
import { DEFAULT_OUTAGES } from '../../model/outage/outages';
import { DEFAULT_PROBES } from './default-probes';

const server = { host: '127.0.0.1', port: 3306, user: 'stackleap', password: 'env:NONE' } as const;

/** A definition for tests that reach nothing of it. */
export function definitionOf(name: string, fields: Partial<ClusterDefinition> = {}): ClusterDefinition {
  return {
    name,
    datacenter: 'dc1',
    releases: { from: 'liberty', to: 'stein' },
    ssh: { user: 'root', privateKey: 'env:NONE', knownHosts: '/dev/null' },
    machines: ['controller', 'compute1', 'compute2', 'compute3'].map((machine) => ({
      name: machine,
      address: '127.0.0.1',
      port: 22,
    })),
    source: { server, databases: { nova: 'n', glance: 'g', cinder: 'c', neutron: 'q' }, apis: [] },
    target: {
      server,
      databases: { novaApi: 'na', nova: 'n', glance: 'g', cinder: 'c', neutron: 'q' },
      cell: 'cell1',
      identity: {
        url: 'http://127.0.0.1:5000/v3',
        username: 'admin',
        password: 'env:NONE',
        project: 'admin',
        domain: 'default',
        region: 'RegionOne',
      },
      services: [],
      apis: [],
      novaManage: { host: 'controller', command: ['nova-manage'] },
    },
    copy: { threads: 4, waitWhile: { threadsRunning: null, replicaLagSeconds: null, replicas: [], sql: null } },
    volumes: { hosts: {}, availabilityZone: 'nova' },
    alignment: DEFAULT_ALIGNMENT,
    network: { ...DEFAULT_NETWORK, physicalNetworks: { physnet1: 'br-vlan' }, integrationBridge: 'br-int' },
    packages: { manager: 'dnf', repositories: { from: 'liberty', to: 'stein' } },
    hypervisors: ['compute1', 'compute2', 'compute3'],
    configuration: DEFAULT_HOST_CHOICES,
    modules: {},
    guests: DEFAULT_GUESTS,
    rollout: { hostsPerBatch: 3, canaries: [], pools: {}, syncSeconds: 180, watchSeconds: 10, open: 'early' },
    outages: DEFAULT_OUTAGES,
    probes: DEFAULT_PROBES,
    ...fields,
  };
}
