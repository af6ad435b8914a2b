import type { Dependencies } from '../../activities/dependencies';
import { undosOf } from '../../activities/steps/activities-of';
import { STEPS } from '../../activities/steps/list';
import type { JsonObject } from '../../model/json';
import { filesBelow, read } from '../house/sources';

const REACHED = 'the undo has begun';
const begun = (): Promise<never> => Promise.reject(new Error(REACHED));
const DEPS = { readDefinition: begun, store: { get: begun } } as unknown as Dependencies;
const UNDOS = undosOf(STEPS, DEPS);

const FILE = { datacenter: 'dc1', path: '/var/lib/stackleap/store/ab/abcd', sha256: 'abcd' };
const UNITS = [{ host: 'controller', units: ['neutron-l3-agent.service', 'haproxy.service'] }];
const BRIDGES = {
  host: 'compute1',
  bridges: [
    { bridge: 'br-ex', protocols: [], controller: null, failMode: '', content: FILE },
    {
      bridge: 'br-int',
      protocols: ['OpenFlow10'],
      controller: 'tcp:127.0.0.1:6633',
      failMode: 'secure',
      content: FILE,
    },
    { bridge: 'br-tun', protocols: [], controller: null, failMode: 'standalone', content: FILE },
  ],
  managers: ['ptcp:6640:127.0.0.1'],
};
const AGENTS = { running: UNITS, stopped: [], masked: [], agents: ['7d1c3c4e'] };
const TABLE = {
  mapping: 'nova.instances',
  swap: true,
  autoIncrement: '17',
  structure: 'CREATE TABLE `instances` (`id` int NOT NULL)',
  keys: [
    {
      child: 'block_device_mapping',
      key: {
        ...{ name: 'fk_1', columns: ['instance_uuid'], schema: 'nova', table: 'instances', referenced: ['uuid'] },
        ...{ onDelete: 'RESTRICT', onUpdate: 'RESTRICT' },
      },
    },
  ],
  seeds: [],
};
const GROUPS = {
  groups: ['g1'],
  projects: ['p1', ''],
  defaultsBefore: ['d1'],
  keptDefaults: ['d1'],
  rulesBefore: [{ id: 'r1', direction: 'egress', port_range_min: null, tags: [], revision_number: 0 }],
};

const LIMITS = { reserved: 0, max_unit: 8, allocation_ratio: 1.5 };
const ROOM = { provider: 'p1', limits: { VCPU: { was: LIMITS, raised: { ...LIMITS, allocation_ratio: 2.0001 } } } };

/** Details as ledgers have them, by the kind of their undo: those of this version, and those that earlier ones have left. */
const RECORDED: readonly (readonly [kind: string, detail: JsonObject])[] = [
  ['startUnits', { units: UNITS, at: '2026-11-01T00:00:00.000Z' }],
  ['startUnits', { units: [] }],
  ['closeTenantApis', { units: UNITS, openedAt: '2026-11-01 00:00:00' }],
  [
    'closeTenantApis',
    { units: UNITS, openedAt: '2026-11-01 00:00:00', ports: { datacenter: 'lab', path: '/store/ab', sha256: 'ab' } },
  ],
  ['unlockVms', { hypervisors: 3 }],
  ['lockVms', { host: 'compute1', at: '2026-11-01 00:00:00' }],
  ['restoreComputeService', { host: 'compute1', before: null }],
  ['restoreComputeService', { host: 'compute1', before: { disabled: 1, disabled_reason: null } }],
  ['disableCompute', { host: 'compute1' }],
  ['disableComputes', { hosts: ['compute1'] }],
  ['dropStagingDatabase', { schema: 'stackleap_nova' }],
  ['dropStagedRows', { mapping: 'nova.instances', choices: 'abcd' }],
  ['dropStagedRows', { mapping: 'nova.instances' }],
  ['removeImportedRows', TABLE],
  ['removeImportedRows', { ...TABLE, swap: false, autoIncrement: null, keys: [], seeds: [{ id: '1', name: null }] }],
  ['restoreFiles', { host: 'compute1', files: [{ path: '/etc/yum.repos.d/new.repo', content: null, access: '' }] }],
  [
    'restoreFiles',
    { host: 'compute1', files: [{ path: '/etc/nova/nova.conf', content: 'W0RFRg==', access: '640 root:nova' }] },
  ],
  ['releaseUnits', { host: 'compute1', masked: ['openvswitch'], stopped: ['openstack-nova-compute'] }],
  [
    'restorePackages',
    {
      ...{ host: 'compute1', repository: 'liberty', transaction: 12, packages: ['python-nova-12.0.0-1.el7.noarch'] },
      ...{ leftovers: [], switch: '812' },
    },
  ],
  [
    'restoreModule',
    {
      ...{ host: 'compute1', module: 'storage', repository: 'liberty', leftovers: [], switch: '812', script: '' },
      ...{ come: ['librbd1-2:14.2.22-0.el7.noarch'], go: ['librbd1-1:0.94.5.11-1.el7.noarch'] },
    },
  ],
  ['releaseManagers', { host: 'compute1', masked: ['puppet.service'], stopped: ['puppet.service'], lock: null }],
  ['restartOldLibvirt', { host: 'compute1', life: '812@4711' }],
  ['holdLibvirt', { host: 'compute1' }],
  ['freeCompute', { host: 'compute1' }],
  ['stopCompute', { host: 'compute1', running: false }],
  ['tameCompute', { host: 'compute1', harmless: true }],
  ['restoreGuestStates', { host: 'compute1', rows: [] }],
  [
    'restoreGuestStates',
    {
      host: 'compute1',
      rows: [{ uuid: 'u1', vmState: 'stopped', powerState: 4, was: { vmState: 'active', powerState: 1 } }],
    },
  ],
  ['restoreBridges', BRIDGES],
  ['stopAgent', { ...BRIDGES, running: false, startedAt: '2026-11-01 00:00:00' }],
  ['stopAgent', { ...BRIDGES, running: true, startedAt: '' }],
  ['holdUnits', { host: 'compute1', units: ['neutron-ovs-cleanup'] }],
  ['stopProbes', { set: '1f2e3d4c' }],
  ['removeProbeNetwork', { project: 'p1', hadDefaultGroup: false }],
  ['removeAgentRows', { ids: ['7d1c3c4e'] }],
  ['removeTunnelEndpoints', { keys: ['vxlan 192.0.2.1'] }],
  ['restoreQuotas', { quotas: { p1: { network: 10, port: -1 }, p2: {} } }],
  ['restoreSecurityGroups', { ...GROUPS, descriptionsBefore: { d1: 'Default security group' } }],
  ['restoreSecurityGroups', GROUPS],
  ['deleteNetworkObjects', { resource: 'network', ids: ['n1'] }],
  ['deleteNetworkObjects', { resource: 'port', ids: [] }],
  ['deleteSharing', { keys: ['n1 access_as_shared *'] }],
  ['deleteRouters', { ids: ['r1'] }],
  ['deleteFloatingIps', { places: ['n1 198.51.100.7'] }],
  ['restoreInfoCaches', { host: 'compute1', file: FILE }],
  ['forgetProof', {}],
  ['restoreDhcp', { before: FILE }],
  ['restoreAgents', { ...AGENTS, service: 'l3', watch: null }],
  [
    'restoreAgents',
    { ...AGENTS, service: 'metadata', watch: { host: 'compute1', command: ['true'], unit: 'stackleap-1' } },
  ],
  ['restoreAgents', { ...AGENTS, service: 'metadata' }],
  ['forgetRestart', {}],
  ['forgetHosts', { hosts: ['compute1', 'compute2'] }],
  ['unmapHosts', { hosts: ['compute1'] }],
  ['deleteAllocations', { consumers: ['u1'] }],
  ['deleteAllocations', { consumers: ['u1'], providers: ['p1'], raised: [] }],
  ['deleteAllocations', { consumers: ['u1'], providers: ['p1'], raised: [ROOM] }],
  ['removeTenant', { name: 'stackleap-explicit-id-check' }],
];

/** Undos that do nothing. */
const IDLE = new Map([
  ['forgetProof', 'nothing to undo'],
  ['forgetRestart', 'stay as they are'],
]);

async function carryOut(kind: string, detail: JsonObject): Promise<string> {
  const run = { id: 'run-2', cluster: 'blue', datacenter: 'dc1' };
  const undo = UNDOS[kind];
  if (undo === undefined) throw new Error(`no undo ${kind}`);
  return undo({ cluster: 'blue', step: 'hosts/compute1/x', phase: 'hosts', kind, detail }, run);
}

function outcomeOf(kind: string, detail: JsonObject): Promise<string> {
  return carryOut(kind, detail).catch((error: unknown) => String(error));
}

test.each(RECORDED)('%s takes what the ledger has of it: %j', async (kind, detail) => {
  expect(await outcomeOf(kind, detail)).toMatch(IDLE.get(kind) ?? REACHED);
});

test.each(RECORDED)('%s does not mind what a later version has added to it: %j', async (kind, detail) => {
  expect(await outcomeOf(kind, { ...detail, later: { than: 'now' } })).toMatch(IDLE.get(kind) ?? REACHED);
});

test('a detail that does not fit fails by its step, its kind and what is wrong, before anything is undone', async () => {
  await expect(carryOut('restoreFiles', { host: 'compute1', files: [{ path: 7 }] })).rejects.toMatchObject({
    type: 'UndoFailed',
    message: expect.stringMatching(/^hosts\/compute1\/x: .*"restoreFiles".*files\.0\.path: .*stackleap\.undos/),
  });
  for (const kind of Object.keys(UNDOS).filter((name) => !IDLE.has(name)))
    await expect(carryOut(kind, { host: 7 })).rejects.toMatchObject({ type: 'UndoFailed' });
});

test('every kind of undo is that of a step, and stands above', () => {
  const files = filesBelow().filter((path) => path.startsWith('activities/'));
  const defined = files.flatMap((path) =>
    [...read(path).matchAll(/defineUndo(?:Record)?\(\{\s*kind: '(\w+)'/g)].map(([, kind = '']) => kind),
  );
  expect(new Set(Object.keys(UNDOS))).toEqual(new Set(defined));
  expect(new Set(RECORDED.map(([kind]) => kind))).toEqual(new Set(defined));
});
