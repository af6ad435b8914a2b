import { InstanceRows } from '../../activities/controllers/allocations/instance-rows';
import { ComputeRows } from '../../activities/controllers/compute-rows';
import { AgentRows } from '../../activities/network/target/agent-rows';
import { DrawnIds } from '../../activities/network/target/drawn-ids';
import { insertEndpoint, readTunnelEndpoints, removeEndpoint } from '../../activities/network/target/tunnel-endpoints';
import type { Database } from '../../connectors/mysql/database';
import { tableName } from '../../model/quote';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { openScratchDatabase, scratchDefinition } from '../support/scratch-server';

const SCHEMA = `test_built_${process.pid}`;
const HOSTS = ['built-1', 'built-2'];
const STEIN = scratchDefinition().target.databases;
const OURS = { ...STEIN, nova: SCHEMA, novaApi: SCHEMA, neutron: SCHEMA };
const DEFINITION = { ...scratchDefinition(), target: { ...scratchDefinition().target, databases: OURS } };
/** Stein's tables that the statements are for, by database; they are made without their foreign keys. */
const TABLES = {
  novaApi: ['host_mappings'],
  nova: ['compute_nodes', 'services', 'instances'],
  neutron: ['agents', 'ml2_vxlan_endpoints', 'ml2_gre_endpoints', 'ml2_geneve_endpoints', 'ports', 'ml2_port_bindings'],
} as const;

const named = (table: string): string => tableName(SCHEMA, table);

let database: Database;
beforeAll(async () => {
  database = await openScratchDatabase();
  await database.run(`CREATE DATABASE ${SCHEMA} CHARACTER SET utf8`);
  for (const [of, tables] of Object.entries(TABLES))
    for (const table of tables)
      await database.run(`CREATE TABLE ${named(table)} LIKE ${tableName(STEIN[of as keyof typeof TABLES], table)}`);
  await database.run(
    `ALTER TABLE ${named('ml2_port_bindings')} ADD FOREIGN KEY (port_id) REFERENCES ${named('ports')} (id)`,
  );
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await database.close();
});

test("compute hosts are found, unmapped and forgotten in Stein's tables", async () => {
  const rows = new ComputeRows(database, DEFINITION);
  for (const host of HOSTS) {
    await database.run(
      `INSERT INTO ${named('compute_nodes')} (uuid, host, hypervisor_hostname, vcpus, memory_mb, local_gb, vcpus_used,
        memory_mb_used, local_gb_used, hypervisor_type, hypervisor_version, cpu_info, deleted, mapped)
        VALUES (?, ?, ?, 1, 1, 1, 0, 0, 0, 'QEMU', 1, '', 0, 1)`,
      [`node-of-${host}`, host, host],
    );
    const services = `INSERT INTO ${named('services')} (host, \`binary\`, topic, report_count, deleted)
      VALUES (?, 'nova-compute', 'compute', 0, 0)`;
    await database.run(services, [host]);
    const mappings = `INSERT INTO ${named('host_mappings')} (cell_id, host) VALUES (?, ?)`;
    await database.run(mappings, [1, host]);
  }
  const instances = `INSERT INTO ${named('instances')} (uuid, host, node, deleted) VALUES (?, ?, ?, ?)`;
  await database.run(instances, ['vm-2', 'built-1', 'n', 0]);
  await database.run(instances, ['vm-1', 'built-1', 'n', 0]);
  await database.run(instances, ['vm-3', 'built-1', 'n', 7]);
  await database.run(instances, ['vm-4', 'built-2', null, 0]);

  const asked = [...HOSTS, 'built-3'];
  expect((await rows.reportedOf(asked)).sort()).toEqual(HOSTS);
  const instanceRows = new InstanceRows(database, DEFINITION);
  const placed = await Promise.all(asked.map((host) => instanceRows.instancesOn(host)));
  expect(placed.flat().map(({ uuid }) => uuid)).toEqual(['vm-1', 'vm-2']);
  expect((await instanceRows.nodesOf(asked)).map(({ host }) => host)).toEqual(HOSTS);
  expect((await rows.nodesOf(asked)).sort()).toEqual(['node-of-built-1', 'node-of-built-2']);
  await rows.unmap(['built-2']);
  expect(await rows.mappedOf(asked)).toEqual(['built-1']);
  await rows.forget(['built-1']);
  expect(await rows.mappedOf(asked)).toEqual([]);
  expect(await rows.reportedOf(asked)).toEqual(['built-2']);
  expect((await instanceRows.nodesOf(asked)).map(({ host }) => host)).toEqual(['built-2']);
});

test("stand-ins for agents come, change and go in Stein's tables; an agent that reports itself is left alone", async () => {
  const rows = new AgentRows(database, SCHEMA);
  const one = { id: 'agent-1', host: 'built-1', enabled: true, configurations: { tunnel_types: ['vxlan'] } };
  const two = { ...one, id: 'agent-2', host: 'built-2' };
  for (const agent of [one, two, one]) await rows.insert(agent);
  const agents = named('agents');
  await database.run(`UPDATE ${agents} SET configurations = '{}' WHERE id = ?`, [two.id]);
  expect([...(await rows.hosts())].sort()).toEqual(HOSTS);
  expect([...(await rows.standingIn())]).toEqual(['built-1']);
  await rows.setHybridPlug([one, two], true);
  await rows.renew();
  const found = await database.rows(`SELECT host, configurations FROM ${agents} WHERE host LIKE 'built-%' ORDER BY id`);
  expect(found).toEqual([
    {
      host: 'built-1',
      configurations: '{"tunnel_types":["vxlan"],"ovs_hybrid_plug":true, "registered_by": "stackleap"}',
    },
    { host: 'built-2', configurations: '{}' },
  ]);
  for (const { id } of [one, two]) await rows.remove(id);
  expect(await rows.hosts()).toEqual(new Set());
});

test("ends of tunnels come once, and go, in Stein's tables", async () => {
  const { tunnels } = LIBERTY_TO_STEIN.network;
  const end = { type: 'vxlan', address: '10.255.0.1', host: 'built-1', udpPort: 4789 } as const;
  const ours = async () =>
    (await readTunnelEndpoints(database, SCHEMA, tunnels)).filter(({ host }) => host === 'built-1');
  await insertEndpoint(database, SCHEMA, tunnels, end);
  await insertEndpoint(database, SCHEMA, tunnels, end);
  expect(await ours()).toEqual([end]);
  await removeEndpoint(database, SCHEMA, tunnels, end);
  expect(await ours()).toEqual([]);
});

test('a drawn id is replaced, with every column that refers to it; twice is once', async () => {
  const [ports, bindings] = [named('ports'), named('ml2_port_bindings')];
  await database.run(
    `INSERT INTO ${ports} (id, standard_attr_id, network_id, mac_address, admin_state_up, status, device_id, device_owner)
     VALUES ('drawn', 1, 'network', 'fa:16:3e:00:00:01', 1, 'DOWN', '', '')`,
  );
  await database.run(`INSERT INTO ${bindings} (port_id, host, vif_type) VALUES ('drawn', 'built-1', 'ovs')`);
  const ids = await DrawnIds.of(database, SCHEMA, 'ports');
  for (let times = 0; times < 2; times++) await ids.replace('drawn', 'given', { mac_address: 'fa:16:3e:00:00:02' });
  const found = await database.rows(`SELECT id, mac_address FROM ${ports}`);
  expect(found).toEqual([{ id: 'given', mac_address: 'fa:16:3e:00:00:02' }]);
  expect(await database.rows(`SELECT port_id FROM ${bindings}`)).toEqual([{ port_id: 'given' }]);
});
