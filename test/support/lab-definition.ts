import { join } from 'node:path';
import { DEFAULT_ALIGNMENT } from '../../model/tables/alignment-choices';
import type { ClusterDefinition } from '../../model/cluster';
import { DEFAULT_GUESTS } from '../../model/guest';
import { DEFAULT_HOST_CHOICES } from '../../model/host-choices';
import { DEFAULT_NETWORK } from '../../model/network-choices';
import { DEFAULT_OUTAGES } from '../../model/outage/outages';
import { SUDO_USER } from '../../lab/hosts/sudo-user';
import { COMPUTES, CONTROLLER, MACHINES } from '../../lab/inventory';
import { DEFAULT_PROBES } from './default-probes';

const STATE = process.env['STACKLEAP_LAB'] ?? '/var/lib/stackleap/lab';
const SERVER = {
  host: CONTROLLER.address,
  port: 3306,
  user: 'stackleap',
  password: `file:${join(STATE, 'secrets', 'database')}`,
} as const;

/** The lab's cluster as a definition, for tests that need no file. */
export const LAB_DEFINITION: ClusterDefinition = {
  name: 'lab',
  datacenter: 'lab',
  releases: { from: 'liberty', to: 'stein' },
  ssh: { user: 'root', privateKey: `file:${join(STATE, 'id_ed25519')}`, knownHosts: join(STATE, 'known_hosts') },
  machines: MACHINES.map(({ name, address, login }) => ({
    ...{ name, address, port: 22 },
    ...(login === 'sudo' ? { ssh: { user: SUDO_USER, become: { method: 'sudo', user: 'root' } } as const } : {}),
  })),
  source: {
    server: SERVER,
    databases: {
      nova: 'liberty_nova',
      glance: 'liberty_glance',
      cinder: 'liberty_cinder',
      neutron: 'liberty_neutron',
    },
    apis: [
      {
        host: CONTROLLER.name,
        units: ['liberty-nova-api', 'liberty-glance-api', 'liberty-cinder-api', 'liberty-neutron-server'],
      },
    ],
  },
  target: {
    server: SERVER,
    databases: { novaApi: 'nova_api', nova: 'nova', glance: 'glance', cinder: 'cinder', neutron: 'neutron' },
    cell: 'cell1',
    identity: {
      url: `http://${CONTROLLER.address}:5000/v3`,
      username: 'admin',
      password: `file:${join(STATE, 'secrets', 'identity')}`,
      project: 'admin',
      domain: 'default',
      region: 'RegionOne',
    },
    services: [
      {
        host: CONTROLLER.name,
        units: ['stein-nova-conductor', 'stein-nova-scheduler', 'stein-nova-api', 'stein-cinder-api'],
      },
    ],
    apis: [
      {
        host: CONTROLLER.name,
        units: ['stein-public-nova', 'stein-public-glance', 'stein-public-cinder', 'stein-public-neutron'],
      },
    ],
    novaManage: {
      host: CONTROLLER.name,
      command: ['/opt/stein/venv/bin/nova-manage', '--config-file', '/etc/stein/nova/nova.conf'],
    },
  },
  copy: { threads: 2, waitWhile: { threadsRunning: null, replicaLagSeconds: null, replicas: [], sql: null } },
  volumes: { hosts: {}, availabilityZone: 'nova' },
  alignment: DEFAULT_ALIGNMENT,
  network: { ...DEFAULT_NETWORK, physicalNetworks: { physnet1: 'br-vlan' }, integrationBridge: 'br-int' },
  packages: { manager: 'dnf', repositories: { from: 'liberty', to: 'stein' } },
  hypervisors: COMPUTES.map(({ name }) => name),
  configuration: DEFAULT_HOST_CHOICES,
  modules: {},
  guests: DEFAULT_GUESTS,
  rollout: { hostsPerBatch: 2, canaries: [], pools: {}, syncSeconds: 180, watchSeconds: 10, open: 'early' },
  outages: DEFAULT_OUTAGES,
  probes: DEFAULT_PROBES,
};
