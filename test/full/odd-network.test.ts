import { type Activities, activitiesOf, undosOf } from '../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../activities/network/steps';
import { closeDatabases, targetQuery } from '../support/databases';
import { withRecord } from '../../activities/runs/with-record';
import { openSession } from '../../activities/toolbox/open-session';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { FLAT } from '../../lab/inventory';
import { AWKWARD, BLUE, GREEN, odd, PURPLE } from '../../lab/generator/neutron/odd/names';
import { FLOATING, ROUTER } from '../../lab/generator/neutron/odd/port-list';
import type { ClusterDefinition } from '../../model/cluster';
import { planNetwork } from '../../plan/network';
import { LAB_DEFINITION } from '../support/lab-definition';
import { labMachines } from '../support/lab-machines';
import { countNeutronRows, dyingAfter } from '../support/lab-neutron';
import { openOddNeutron, type OddNeutron } from '../support/odd-neutron';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const STEPS = planNetwork().groups.flatMap(({ lanes }) => lanes.flatMap(({ steps }) => steps));
/** What the new Keystone calls the blue project. */
const SKY = 'b1'.repeat(16);

let old: OddNeutron;
let definition: ClusterDefinition;
let lab: ReturnType<typeof labMachines>;
let activities: Activities<typeof NETWORK_STEPS>;
let api: NetworkApi;
let before: Readonly<Record<string, number>>;

function run(activity: string, as = activities) {
  const step = STEPS.find((known) => known.activity === activity)?.id ?? 'network/neutron/none';
  const call = as[activity as Exclude<keyof typeof activities, 'ensureInfoCachesFit'>];
  return call({ run: RUN, step, phase: 'network' }) as Promise<{ changed: boolean; summary: string }>;
}

async function blockers() {
  return (await activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' })).blockers;
}

async function undoAll(): Promise<void> {
  const undos = undosOf(NETWORK_STEPS, lab.deps);
  for (let entry = lab.ledger.undos[0]; entry !== undefined; entry = lab.ledger.undos[0]) {
    await undos[entry.kind]?.(entry, RUN);
    await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
}

beforeAll(async () => {
  old = await openOddNeutron('odd', { routed: true });
  definition = {
    ...old.definition,
    network: { ...old.definition.network, create: ['routers', 'floatingIps'] },
    alignment: {
      ...old.definition.alignment,
      identity: { projects: { [BLUE]: SKY, [GREEN]: GREEN, [PURPLE]: PURPLE }, users: {} },
    },
  };
  lab = labMachines(definition);
  activities = activitiesOf(NETWORK_STEPS, lab.deps);
  api = new NetworkApi(await openSession(LAB_DEFINITION));
  await api.list('security_group');
  before = await countNeutronRows();
});

afterAll(async () => {
  await undoAll();
  lab.close();
  await old.drop();
  await closeDatabases();
});

test('nothing of it is in the way', async () => {
  await expect(blockers()).resolves.toEqual([]);
});

/** The steps that a worker is killed in, and at which of their requests. */
const DEATHS: Readonly<Record<string, readonly [method: string, path: string]>> = {
  ensureSecurityGroups: ['POST', '/security-group-rules'],
  ensureNetworks: ['POST', '/networks'],
  ensureSharing: ['POST', '/rbac-policies'],
  ensureSubnets: ['POST', '/subnets'],
  ensurePorts: ['POST', '/ports'],
  ensureRouters: ['PUT', '/add_router_interface'],
  ensureFloatingIps: ['POST', '/floatingips'],
};

test.each(STEPS.map(({ activity }) => activity))(
  '%s: killed half-way, then through, then nothing is left to do',
  async (activity) => {
    const death = DEATHS[activity];
    if (death !== undefined) {
      const [method, path] = death;
      await expect(dyingAfter(1, method, path, () => run(activity))).rejects.toMatchObject({ type: 'ApiFailed' });
    }
    const first = await run(activity);
    // Nothing is gone yet from the old side, and no cache has lost a port.
    const idle = ['ensureGoneRemoved', 'ensureInfoCachesFilled'];
    expect(first.changed).toBe(activity.startsWith('ensure') && !idle.includes(activity));
    await expect(run(activity)).resolves.toMatchObject({ changed: false });
  },
);

test('what was compared is reported, and nothing was left behind', () => {
  const fact = lab.ledger.facts.get('network');
  expect(fact).toMatchObject({ differences: [], leftBehind: [] });
  expect(fact?.['counts']).toMatchObject({ network: 9, subnet: 12, rbac_policy: 6, router: 2, floatingip: 2 });
});

test('names, ids of projects, segments and sharing are what they are to be', async () => {
  await expect(api.find('network', odd('network', 'awkward'))).resolves.toMatchObject({
    ...{ name: AWKWARD, project_id: PURPLE, mtu: 1400, port_security_enabled: false, shared: false },
  });
  const segments = (await api.find('network', odd('network', 'segments')))?.['segments'] as readonly object[];
  expect(segments).toMatchObject([{ 'provider:segmentation_id': 113 }, { 'provider:segmentation_id': 114 }]);
  await expect(api.find('network', FLAT.id)).resolves.toMatchObject({ project_id: SKY, shared: true });
  const policies = await api.list('rbac_policy', { object_id: odd('network', 'awkward') });
  expect(new Map(policies.map(({ id, target_tenant }) => [id, target_tenant]))).toEqual(
    new Map([
      [odd('rbac', `awkward-${BLUE}`), SKY],
      [odd('rbac', `awkward-${GREEN}`), GREEN],
    ]),
  );
});

test('a subnet without a pool stays without one', async () => {
  await expect(api.find('subnet', odd('subnet', 'bare'))).resolves.toMatchObject({
    ...{ allocation_pools: [], gateway_ip: null, enable_dhcp: false },
  });
});

test("a router's gateway and a floating IP's port have the ids and MACs that they had", async () => {
  const query = targetQuery(LAB_DEFINITION);
  await expect(query('SELECT gw_port_id FROM neutron.routers WHERE id = ?', [ROUTER])).resolves.toEqual([
    { gw_port_id: odd('port', 'gateway') },
  ]);
  // Its host's new agent knows it as soon as it starts, long before there is a new L3 agent.
  await expect(api.find('port', odd('port', 'gateway'))).resolves.toMatchObject({
    ...{ mac_address: 'fa:16:3e:0a:00:09', 'binding:host_id': 'compute1', 'binding:vif_type': 'ovs' },
  });
  await expect(
    query(
      'SELECT f.floating_port_id, p.device_id, p.mac_address FROM neutron.floatingips f JOIN neutron.ports p ON p.id = f.floating_port_id WHERE f.id = ?',
      [FLOATING],
    ),
  ).resolves.toEqual([
    { floating_port_id: odd('port', 'floating'), device_id: FLOATING, mac_address: 'fa:16:3e:0a:00:0b' },
  ]);
  await expect(api.find('floatingip', FLOATING)).resolves.toMatchObject({
    ...{ port_id: odd('port', 'six'), router_id: ROUTER, project_id: SKY },
  });
});

test('what we made is no blocker for a second run', async () => {
  await expect(blockers()).resolves.toEqual([]);
});

test.each([
  [
    'router',
    ROUTER,
    'routes',
    'UPDATE neutron.routerroutes SET nexthop = "192.0.2.201" WHERE destination = "10.99.0.0/16"',
    'UPDATE neutron.routerroutes SET nexthop = "192.0.2.200" WHERE destination = "10.99.0.0/16"',
  ],
  [
    'port',
    odd('port', 'awkward'),
    'ovs_hybrid_plug',
    `UPDATE neutron.ml2_port_bindings SET vif_details = REPLACE(vif_details, '"ovs_hybrid_plug": true', '"ovs_hybrid_plug": false') WHERE port_id = '${odd('port', 'awkward')}'`,
    `UPDATE neutron.ml2_port_bindings SET vif_details = REPLACE(vif_details, '"ovs_hybrid_plug": false', '"ovs_hybrid_plug": true') WHERE port_id = '${odd('port', 'awkward')}'`,
  ],
  [
    'binding',
    odd('port', 'segments'),
    'segmentation_id',
    `UPDATE neutron.networksegments SET segmentation_id = 150 WHERE segmentation_id = 113`,
    `UPDATE neutron.networksegments SET segmentation_id = 113 WHERE segmentation_id = 150`,
  ],
])('one changed field of a %s stops the run', async (kind, id, field, change, back) => {
  const query = targetQuery(LAB_DEFINITION);
  await query(change);
  try {
    await expect(run('verifyNetwork')).rejects.toMatchObject({
      type: 'NetworkDiffers',
      message: expect.stringContaining(`${kind} ${id}: ${field} was `),
    });
  } finally {
    await query(back);
  }
});

test('what was proven is skipped in a later run, and proven again after the undo, which leaves Neutron unchanged', async () => {
  // As a worker carries them out: with what the ledger calls done left alone.
  const known = withRecord(lab.deps, NETWORK_STEPS, activities);
  const proofs = ['verifyIdsTaken', 'verifyNetwork', 'verifyInfoCaches'];
  const proven = [];
  for (const proof of proofs) proven.push(await run(proof, known));
  // What a tenant makes, or an agent: the hand-over changes ports of DHCP, for example.
  const foreign = await api.create('network', { name: 'foreign' });
  await expect(run('verifyNetwork')).rejects.toMatchObject({ type: 'NetworkDiffers' });
  for (const [i, proof] of proofs.entries()) await expect(run(proof, known)).resolves.toEqual(proven[i]);
  await expect(blockers()).resolves.toEqual([]);

  await undoAll();
  await expect(blockers()).resolves.toEqual([
    expect.objectContaining({ type: 'TargetNotClean', message: expect.stringContaining(foreign.id) }),
  ]);
  await api.remove('network', foreign.id);
  await expect(countNeutronRows()).resolves.toEqual(before);
  await expect(run('verifyIdsTaken', known)).resolves.toMatchObject({ changed: false });
  await expect(run('verifyNetwork', known)).rejects.toMatchObject({ type: 'NetworkDiffers' });
});
