import { createNetworkActivities } from '../../../activities/network/activities';
import { createNetworkUndos } from '../../../activities/network/undos';
import { closeDatabases, targetQuery } from '../../../activities/services/databases';
import { openSession } from '../../../activities/services/open-session';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import { FLAT, VMS } from '../../../lab/inventory';
import { planNetwork } from '../../../plan/network';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { countNeutronRows, dyingAfter, labDependencies } from '../../support/lab-neutron';

jest.setTimeout(300_000);

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const STEPS = planNetwork().groups[0]?.lanes[0]?.steps ?? [];

const { deps, ledger } = labDependencies();
const activities = createNetworkActivities(deps);
const undos = createNetworkUndos(deps);
let api: NetworkApi;
let before: Readonly<Record<string, number>>;

function run(activity: keyof typeof activities) {
  const step = STEPS.find((known) => known.activity === activity)?.id ?? 'network/neutron/none';
  return activities[activity]({ run: RUN, step, phase: 'network' }) as Promise<{ changed: boolean; summary: string }>;
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
});

afterAll(async () => {
  await undoAll();
  await closeDatabases();
});

test('nothing is in the way', async () => {
  await expect(activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' })).resolves.toEqual({
    blockers: [],
  });
});

test('agents stand in for those of the old side and are alive', async () => {
  await expect(run('ensureAgentRows')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureAgentRows')).resolves.toMatchObject({ changed: false });
  const agents = await api.list('agent');
  expect(agents.map((agent) => agent['host'])).toEqual(expect.arrayContaining([...LAB_DEFINITION.hypervisors]));
  expect(agents.every((agent) => agent['alive'] === true)).toBe(true);
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

test('networks and subnets, each twice', async () => {
  await expect(run('ensureNetworks')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureNetworks')).resolves.toMatchObject({ changed: false });
  await expect(run('ensureSubnets')).resolves.toMatchObject({ changed: true });
  await expect(run('ensureSubnets')).resolves.toMatchObject({ changed: false });
  await expect(api.find('network', FLAT.id)).resolves.toMatchObject({
    name: FLAT.name,
    'provider:network_type': 'flat',
    'provider:physical_network': 'physnet1',
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
      'binding:vif_details': { ovs_hybrid_plug: vm.plug === 'bridge' },
    });
    expect(port?.['fixed_ips']).toEqual([{ subnet_id: vm.network.subnetId, ip_address: vm.address }]);
  }
});

test('both sides are the same', async () => {
  await expect(run('verifyNetwork')).resolves.toMatchObject({ changed: false });
  expect(ledger.facts.get('network')).toMatchObject({ differences: [] });
});

test('what we made is no blocker for a second run', async () => {
  await expect(activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' })).resolves.toEqual({
    blockers: [],
  });
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

test('the undo leaves Neutron as it was', async () => {
  await undoAll();
  await expect(countNeutronRows()).resolves.toEqual(before);
});

test('an object that is not ours is a blocker', async () => {
  const network = await api.create('network', { name: 'foreign' });
  const { blockers } = await activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' });
  await api.remove('network', network.id);
  expect(blockers).toEqual([
    expect.objectContaining({ type: 'TargetNotClean', message: expect.stringContaining(network.id) }),
  ]);
});
