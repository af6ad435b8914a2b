import type { Dependencies } from '../../../activities/dependencies';
import { builtVif, type NeutronObjects } from '../../../activities/network/caches/built-vif';
import type { CachesBefore } from '../../../activities/network/caches/cache-changes';
import { restoreCaches } from '../../../activities/network/caches/restore-caches';
import { fillCaches } from '../../../activities/network/ensure-info-caches-filled';
import type { Database } from '../../../connectors/mysql/database';
import { statementsBy } from '../../../connectors/mysql/statements';
import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';
import { runInStein } from '../../support/run-in-stein';
import { openScratchDatabase, scratchDefinition, scratchServer } from '../../support/scratch-server';

const NOVA = `test_filled_${process.pid}`;
const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: 'network/neutron/filled-caches', phase: 'network' } as const;

const PLUG = { 'binding:vif_type': 'ovs', 'binding:vnic_type': 'normal', 'binding:profile': {}, status: 'DOWN' };
function port(id: string, instance: string, fields: Partial<NetworkObject> = {}): NetworkObject {
  return {
    ...{ id, name: '', tenant_id: 't', project_id: 't', admin_state_up: true, device_id: instance },
    ...{ device_owner: 'compute:nova', network_id: 'flat', mac_address: `fa:16:3e:00:00:0${id.at(-1) ?? ''}`, ...PLUG },
    'binding:vif_details': { port_filter: true, ovs_hybrid_plug: true, datapath_type: 'system', bridge_name: 'br-int' },
    fixed_ips: [{ subnet_id: 'four', ip_address: '10.0.0.5' }],
    ...fields,
  };
}

const PORTS = [
  port('11111111-aaaa-4000-8000-000000000001', 'vm-1'),
  port('22222222-aaaa-4000-8000-000000000002', 'vm-1', {
    network_id: 'tunnel',
    fixed_ips: [
      { subnet_id: 'six', ip_address: '2001:db8::5' },
      { subnet_id: 'bare', ip_address: '10.9.0.5' },
    ],
  }),
  port('33333333-aaaa-4000-8000-000000000003', 'vm-2', { admin_state_up: false, fixed_ips: [] }),
  port('44444444-aaaa-4000-8000-000000000004', 'vm-3', { network_id: 'several', 'binding:vif_details': {} }),
  port('55555555-aaaa-4000-8000-000000000005', 'reserved_dhcp_port', {
    device_owner: 'network:dhcp',
    fixed_ips: [{ subnet_id: 'four', ip_address: '10.0.0.2' }],
  }),
];
const NETWORK = { tenant_id: 't', project_id: 't', mtu: 1500 };
const VLAN = { 'provider:network_type': 'vlan', 'provider:physical_network': 'physnet1' };
const NETWORKS = [
  { ...NETWORK, id: 'flat', name: 'Zürich', ...VLAN, 'provider:network_type': 'flat' },
  {
    ...NETWORK,
    id: 'tunnel',
    name: 'tunnel',
    mtu: 1450,
    'provider:network_type': 'vxlan',
    'provider:physical_network': null,
  },
  { ...NETWORK, id: 'several', name: 'several', segments: [VLAN, VLAN] },
];
const SUBNET = { network_id: 'flat', enable_dhcp: true, gateway_ip: '10.0.0.1', dns_nameservers: [], host_routes: [] };
const SUBNETS = [
  {
    ...{ ...SUBNET, id: 'four', cidr: '10.0.0.0/24', dns_nameservers: ['9.9.9.9', '8.8.8.8'] },
    host_routes: [{ destination: '10.5.0.0/16', nexthop: '10.0.0.9' }],
  },
  {
    ...SUBNET,
    id: 'six',
    cidr: '2001:db8::/64',
    network_id: 'tunnel',
    gateway_ip: '2001:db8::1',
    ipv6_address_mode: 'slaac',
  },
  { ...SUBNET, id: 'bare', cidr: '10.9.0.0/24', network_id: 'tunnel', gateway_ip: null },
];
const NEUTRON: NeutronObjects = {
  ports: PORTS,
  networks: new Map(NETWORKS.map((one) => [one.id, one])),
  subnets: new Map(SUBNETS.map((one) => [one.id, one])),
};
/** Instances with what their caches tell of their ports. */
const CACHES: Readonly<Record<string, string | null>> = {
  'vm-1': '[]',
  'vm-2': null,
  'vm-3': JSON.stringify([builtVif(PORTS[3] as NetworkObject, NEUTRON, 'br-int')]),
  'vm-4': '[]',
};

let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
  await database.run(`DROP DATABASE IF EXISTS ${NOVA}`);
  await database.run(`CREATE DATABASE ${NOVA} CHARACTER SET utf8`);
  for (const table of ['instances', 'instance_info_caches', 'virtual_interfaces'])
    await database.run(`CREATE TABLE ${NOVA}.${table} LIKE ${scratchDefinition().target.databases.nova}.${table}`);
  // The guest got its second port first.
  for (const { id } of [PORTS[1], PORTS[0]] as NetworkObject[])
    await database.run(`INSERT INTO ${NOVA}.virtual_interfaces (deleted, uuid, instance_uuid) VALUES (0, ?, 'vm-1')`, [
      id,
    ]);
});
beforeEach(async () => {
  for (const table of ['instances', 'instance_info_caches']) await database.run(`DELETE FROM ${NOVA}.${table}`);
  for (const [uuid, info] of Object.entries(CACHES)) {
    await database.run(`INSERT INTO ${NOVA}.instances (deleted, uuid) VALUES (0, ?)`, [uuid]);
    await database.run(
      `INSERT INTO ${NOVA}.instance_info_caches (deleted, instance_uuid, network_info) VALUES (0, ?, ?)`,
      [uuid, info],
    );
  }
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${NOVA}`);
  await database.close();
});

async function told(): Promise<Readonly<Record<string, string | null>>> {
  const rows = await database.rows(`SELECT instance_uuid, network_info FROM ${NOVA}.instance_info_caches ORDER BY id`);
  return Object.fromEntries(rows.map((row) => [String(row['instance_uuid']), row['network_info'] as string | null]));
}

/** The step on these rows; `beforeWrite` may fail. */
function filling(beforeWrite: () => void = () => {}) {
  const definition = scratchDefinition();
  const { target } = definition;
  const ledger = memoryLedger();
  const query = statementsBy(async (sql, parameters = []) => {
    if (!sql.startsWith('UPDATE')) return database.rows(sql, parameters);
    beforeWrite();
    await database.run(sql, parameters);
    return [];
  });
  const deps = {
    readDefinition: async () => ({
      ...definition,
      target: { ...target, databases: { ...target.databases, nova: NOVA } },
    }),
    ledger: async () => ledger,
    store: memoryStore(),
  } as unknown as Dependencies;
  return {
    ledger,
    ensure: () => fillCaches(deps, INPUT, NEUTRON, () => query),
    undo: () => restoreCaches(deps, 'lab', ledger.undos[0]?.detail as CachesBefore, () => query),
  };
}

test("a VIF is what Stein's own Nova makes of the same port", async () => {
  const asked = { ports: PORTS, networks: NETWORKS, subnets: SUBNETS };
  const own = await runInStein('vif-in-nova.py', scratchServer(), asked);
  expect(PORTS.map((one) => builtVif(one, NEUTRON, 'br-int'))).toEqual(own);
});

test('lost ports are remembered again, in the order of the cards; twice is once, undone is as before', async () => {
  const { ensure, undo, ledger } = filling();
  await expect(ensure()).resolves.toEqual({
    changed: true,
    summary: 'The caches of 2 instances had lost ports and have them again: vm-1, vm-2.',
  });
  const now = await told();
  const ids = Object.values(now).map((info) =>
    (JSON.parse(info ?? '[]') as NetworkObject[]).map(({ id }) => id.slice(0, 2)),
  );
  expect(ids).toEqual([['22', '11'], ['33'], ['44'], []]);
  expect(now['vm-1']).toContain('Z\\u00fcrich');
  expect(now['vm-3']).toBe(CACHES['vm-3']);
  await expect(ensure()).resolves.toMatchObject({ changed: false });
  expect(ledger.undos).toMatchObject([{ kind: 'restoreInfoCaches' }]);
  await undo();
  await undo();
  expect(await told()).toEqual(CACHES);
});

test('killed between two of them and tried again, nothing is lost', async () => {
  let writes = 0;
  const { ensure, undo } = filling(() => {
    if (++writes === 2) throw new Error('killed');
  });
  await expect(ensure()).rejects.toThrow('killed');
  await expect(ensure()).resolves.toMatchObject({ changed: true });
  expect((await told())['vm-2']).toContain('33333333');
  await undo();
  expect((await told())['vm-1']).toBe('[]');
});
