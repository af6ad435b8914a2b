import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../../activities/network/steps';
import { closeDatabases, targetQuery } from '../../support/databases';
import { openSession } from '../../../activities/toolbox/open-session';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { DHCP_PORTS, FLAT, VMS } from '../../../lab/inventory';
import { planNetwork } from '../../../plan/network';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';
import { countNeutronRows, dyingAfter } from '../../support/lab-neutron';
import { scratchCaches } from '../../support/scratch-caches';
import { mistakenCacheTests } from './recreate-network/mistaken-caches';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const STEPS = planNetwork().groups[0]?.lanes[0]?.steps ?? [];

const CACHES = scratchCaches('caches');
const { deps, ledger, close } = labMachines(CACHES.definition);
const activities = activitiesOf(NETWORK_STEPS, deps);
const undos = undosOf(NETWORK_STEPS, deps);
let api: NetworkApi;
let before: Readonly<Record<string, number>>;

function run(activity: Exclude<keyof typeof activities, 'ensureInfoCachesFit'>) {
  const step = STEPS.find((known) => known.activity === activity)?.id ?? 'network/neutron/none';
  return activities[activity]({ run: RUN, step, phase: 'network' }) as Promise<{ changed: boolean; summary: string }>;
}

async function blockers() {
  return (await activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' })).blockers;
}

const [TAPPED, BRIDGED] = ['tap', 'bridge'].map((plug) => VMS.find((vm) => vm.plug === plug)?.portId ?? '') as [
  string,
  string,
];

/** What the old Neutron says of how a port is plugged. */
function tellPlug(id: string, hybrid: boolean): Promise<void> {
  return sql(
    `UPDATE liberty_neutron.ml2_port_bindings SET vif_details = '{"port_filter":true,"ovs_hybrid_plug":${hybrid}}' WHERE port_id = '${id}'`,
  );
}

async function sql(statement: string): Promise<void> {
  await targetQuery(LAB_DEFINITION)(statement);
}

async function undoAll(): Promise<void> {
  for (let entry = ledger.undos[0]; entry !== undefined; entry = ledger.undos[0]) {
    await undos[entry.kind]?.(entry, RUN);
    // Once more: an undo may be killed, too.
    await undos[entry.kind]?.(entry, RUN);
    await ledger.closeUndo(RUN, entry.step);
  }
}

beforeAll(async () => {
  api = new NetworkApi(await openSession(LAB_DEFINITION));
  // The first listing makes the administrator's own default group.
  await api.list('security_group');
  before = await countNeutronRows();
  await CACHES.fill();
});

afterAll(async () => {
  await tellPlug(TAPPED, false);
  await tellPlug(BRIDGED, true);
  await undoAll();
  await CACHES.drop();
  close();
  await closeDatabases();
});

test('nothing is in the way', async () => {
  await expect(blockers()).resolves.toEqual([]);
});

test('agents stand in for those of the old side and are alive', async () => {
  await expect(run('ensureAgentRows')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureAgentRows')).resolves.toMatchObject({ changed: false });
  const agents = await api.list('agent');
  expect(agents.map((agent) => agent['host'])).toEqual(expect.arrayContaining([...LAB_DEFINITION.hypervisors]));
  expect(agents.every((agent) => agent['alive'] === true)).toBe(true);
});

test('no agent has tunnels: nothing is copied', async () => {
  await expect(run('ensureTunnelEndpoints')).resolves.toMatchObject({
    changed: false,
    summary: expect.stringContaining('no endpoints of tunnels'),
  });
});

test("the projects' quotas are lifted while their objects are created, and then what they were", async () => {
  await expect(run('ensureQuotasLifted')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureQuotasLifted')).resolves.toMatchObject({ changed: false });
  await expect(run('ensureQuotas')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureQuotas')).resolves.toMatchObject({ changed: false });
});

test('security groups survive a death half-way', async () => {
  await expect(dyingAfter(1, 'POST', '/security-groups', () => run('ensureSecurityGroups'))).rejects.toMatchObject({
    type: 'ApiFailed',
  });
  await expect(run('ensureSecurityGroups')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureSecurityGroups')).resolves.toMatchObject({ changed: false });
});

test('a throw-away network shows that ids are kept, and is gone again', async () => {
  await expect(run('verifyIdsTaken')).resolves.toMatchObject({ changed: false });
  await expect(api.list('network')).resolves.toEqual([]);
});

test('networks, who may use them, and subnets, each twice', async () => {
  await expect(run('ensureNetworks')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureNetworks')).resolves.toMatchObject({ changed: false });
  await expect(run('ensureSharing')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureSharing')).resolves.toMatchObject({ changed: false });
  await expect(run('ensureSubnets')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureSubnets')).resolves.toMatchObject({ changed: false });
  await expect(api.find('network', FLAT.id)).resolves.toMatchObject({
    name: FLAT.name,
    'provider:network_type': 'flat',
    'provider:physical_network': 'physnet1',
  });
});

test('hypervisors are asked how their VMs hang on br-int', async () => {
  await expect(run('readPlugs')).resolves.toMatchObject({
    summary: `${VMS.length + DHCP_PORTS.length} ports found on 3 hypervisors, 0 plugged otherwise than the old Neutron says.`,
  });
});

test('they are believed, whatever the old Neutron says', async () => {
  await tellPlug(TAPPED, true);
  await tellPlug(BRIDGED, false);
  await expect(run('readPlugs')).resolves.toMatchObject({ summary: expect.stringContaining(', 2 plugged otherwise') });
  expect(ledger.facts.get('network/plugs')).toMatchObject({ taps: [TAPPED], bridges: [BRIDGED] });
});

test("the datapath of each hypervisor's own switch is noted", () => {
  expect(ledger.facts.get('network/plugs')).toMatchObject({
    datapaths: { netdev: [...LAB_DEFINITION.hypervisors].sort() },
  });
});

test('ports survive a death half-way and are bound to their hosts', async () => {
  await expect(dyingAfter(3, 'POST', '/ports', () => run('ensurePorts'))).rejects.toMatchObject({ type: 'ApiFailed' });
  await expect(run('ensurePorts')).resolves.toMatchObject({ changed: true });
  await expect(run('ensurePorts')).resolves.toMatchObject({ changed: false });
  for (const vm of VMS) {
    const port = await api.find('port', vm.portId);
    expect(port).toMatchObject({
      mac_address: vm.mac,
      device_id: vm.uuid,
      'binding:host_id': vm.host,
      'binding:vif_type': 'ovs',
      'binding:vif_details': { ovs_hybrid_plug: vm.plug === 'bridge', datapath_type: 'netdev' },
    });
    expect(port?.['fixed_ips']).toEqual([{ subnet_id: vm.network.subnetId, ip_address: vm.address }]);
  }
});

test('both sides are the same', async () => {
  await expect(run('verifyNetwork')).resolves.toMatchObject({ changed: false });
  expect(ledger.facts.get('network')).toMatchObject({ differences: [] });
});

test("what Nova remembers of its guests' ports agrees: ids, taps, iface-ids, MACs, addresses, networks, MTU, plugs", async () => {
  await expect(run('verifyInfoCaches')).resolves.toMatchObject({ changed: false });
  expect(ledger.facts.get('checks/instance_info_caches')).toMatchObject({ passed: true, checked: 12, problems: [] });
});

mistakenCacheTests(CACHES, () => run('verifyInfoCaches'));

test('what we made is no blocker for a second run', async () => {
  await expect(blockers()).resolves.toEqual([]);
});

test('one changed field is named', async () => {
  const [vm] = VMS;
  const id = vm?.portId ?? '';
  const name = (await api.find('port', id))?.['name'] ?? '';
  await api.update('port', id, { name: 'changed' });
  await expect(run('verifyNetwork')).rejects.toMatchObject({
    type: 'NetworkDiffers',
    message: expect.stringContaining(`port ${id}: name was ${JSON.stringify(name)} and is "changed"`),
  });
  await api.update('port', id, { name });
});

test('a port whose binding has failed is bound again', async () => {
  const [vm] = VMS;
  const id = vm?.portId ?? '';
  const query = targetQuery(LAB_DEFINITION);
  await query(`UPDATE neutron.ml2_port_bindings SET vif_type = 'binding_failed' WHERE port_id = ?`, [id]);
  await expect(run('ensurePorts')).resolves.toMatchObject({ changed: true });
  await expect(api.find('port', id)).resolves.toMatchObject({ 'binding:vif_type': 'ovs', 'binding:host_id': vm?.host });
});

test("a port that is bound for another datapath than its host's is a difference, and is bound again", async () => {
  const [vm] = VMS;
  const id = vm?.portId ?? '';
  await targetQuery(LAB_DEFINITION)(
    `UPDATE neutron.ml2_port_bindings SET vif_details = REPLACE(vif_details, 'netdev', 'system') WHERE port_id = ?`,
    [id],
  );
  await expect(run('verifyNetwork')).rejects.toMatchObject({
    type: 'NetworkDiffers',
    message: expect.stringContaining(`port ${id}: binding:vif_details.datapath_type was "netdev" and is "system"`),
  });
  await expect(run('ensurePorts')).resolves.toMatchObject({ changed: true });
  await expect(run('ensurePorts')).resolves.toMatchObject({ changed: false });
  await expect(api.find('port', id)).resolves.toMatchObject({
    'binding:vif_type': 'ovs',
    'binding:host_id': vm?.host,
    'binding:vif_details': { ovs_hybrid_plug: vm?.plug === 'bridge', datapath_type: 'netdev' },
  });
  await expect(run('verifyNetwork')).resolves.toMatchObject({ changed: false });
});

test('the undo leaves Neutron as it was', async () => {
  await undoAll();
  await expect(countNeutronRows()).resolves.toEqual(before);
});

test('an object that is not ours is a blocker', async () => {
  const network = await api.create('network', { name: 'foreign' });
  const found = await blockers();
  await api.remove('network', network.id);
  expect(found).toEqual([
    expect.objectContaining({ type: 'TargetNotClean', message: expect.stringContaining(network.id) }),
  ]);
});
