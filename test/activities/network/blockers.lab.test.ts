import { activitiesOf } from '../../../activities/steps/activities-of';
import { NETWORK_STEPS } from '../../../activities/network/steps';
import { closeDatabases } from '../../support/databases';
import { BLUE, GREEN, odd } from '../../../lab/generator/neutron/odd/names';
import type { ClusterDefinition } from '../../../model/cluster';
import { labUuid } from '../../../lab/inventory';
import { labDependencies } from '../../support/lab-neutron';
import { openOddNeutron, type OddNeutron } from '../../support/odd-neutron';

const RUN = { id: 'run', cluster: 'lab', datacenter: 'lab' };

let old: OddNeutron;
beforeAll(async () => {
  old = await openOddNeutron('blockers', { routed: true });
  const { connection } = old;
  const sql = (statement: string): Promise<unknown> => connection.query(statement);
  await sql(`INSERT INTO qos_policies (id, name, shared) VALUES ('q1', 'gold', 0)`);
  await sql(`INSERT INTO qos_bandwidth_limit_rules (id, qos_policy_id, max_kbps) VALUES ('l1', 'q1', 1000)`);
  await sql(`INSERT INTO meteringlabels (tenant_id, id, name, shared) VALUES ('${BLUE}', 'm1', 'traffic', 0)`);
  await sql(`INSERT INTO address_scopes (id, name, shared) VALUES ('a1', 'scope', 0)`);
  await sql(`UPDATE subnets SET subnetpool_id = 'pool' WHERE id = '${odd('subnet', 'four')}'`);
  await sql(`UPDATE ports SET dns_name = 'www' WHERE id = '${odd('port', 'six')}'`);
  await sql(`UPDATE networks SET vlan_transparent = 1 WHERE id = '${odd('network', 'twin-1')}'`);
  await sql(`UPDATE ml2_network_segments SET is_dynamic = 1 WHERE segmentation_id = 114`);
  await sql(`UPDATE ml2_port_bindings SET vif_type = 'hw_veb' WHERE port_id = '${odd('port', 'groupless')}'`);
  await sql(`UPDATE ipallocations SET ip_address = '2001:db8:1::77' WHERE ip_address LIKE '2001:db8:1:0:%'`);
  await sql(
    `INSERT INTO securitygrouprules SELECT tenant_id, 'twice', security_group_id, remote_group_id, direction, ethertype, '17',
       port_range_min, port_range_max, '0.0.0.0/0' FROM securitygrouprules WHERE id = '${odd('rule', 'twin-1-0')}'`,
  );
  await sql(
    `UPDATE agents SET configurations = '{"l2_population": true, "tunnel_types": ["vxlan"]}' WHERE host = 'compute2' AND agent_type = 'Open vSwitch agent'`,
  );
  await sql(`CREATE TABLE lbaas_loadbalancers (id varchar(36) PRIMARY KEY)`);
  await sql(`INSERT INTO lbaas_loadbalancers VALUES ('lb1')`);
  await sql(`CREATE TABLE acme_fabric (switch varchar(36))`);
  await sql(`INSERT INTO acme_fabric VALUES ('leaf1'), ('leaf2')`);
  await sql(`ALTER TABLE networks MODIFY name varchar(255) CHARACTER SET utf8mb4`);
  await sql(`UPDATE networks SET name = '🦊 net' WHERE id = '${odd('network', 'twin-2')}'`);
});
afterAll(async () => {
  await old.drop();
  await closeDatabases();
});

async function blockersOf(network: Partial<ClusterDefinition['network']>, projects: Record<string, string> = {}) {
  const definition = {
    ...old.definition,
    network: { ...old.definition.network, ...network },
    alignment: { ...old.definition.alignment, identity: { projects, users: {} } },
  };
  const { deps } = labDependencies();
  const activities = activitiesOf(NETWORK_STEPS, { ...deps, readDefinition: async () => definition });
  const { blockers } = await activities.readNetworkBlockers({ run: RUN, step: 'p', phase: 'preflight' });
  return blockers.map(({ message }) => message);
}

/** The names by which a definition lets things stay behind. */
const KINDS = [
  ...['routers', 'floatingIps', 'subnetPools', 'addressScopes', 'qos', 'metering', 'dnsNames', 'vlanTransparency'],
  ...['dynamicSegments', 'loadBalancers', 'acme_fabric'],
];

test('whatever is neither copied nor accepted is named at once: table, rows, an example, what to do', async () => {
  const messages = await blockersOf({});
  for (const kind of KINDS)
    expect(messages.filter((message) => message.includes(`Name "${kind}" in network.leaveBehind`))).toHaveLength(1);
  const all = messages.join('\n');
  expect(all).toContain(`${old.schema}.qos_policies has 1 row (for example q1)`);
  expect(all).toContain(`${old.schema}.acme_fabric has 2 rows.`);
  expect(all).toContain(`${old.schema}.routers has 2 rows`);
  expect(all).toContain('Name "routers" in network.create to have them created.');
});

test('rows that Stein would refuse half-way are named before', async () => {
  const all = (await blockersOf({})).join('\n');
  expect(all).toContain(`has 3 rows that Stein's Neutron does not take as they are`);
  expect(all).toContain(`security group rule twice allows the same as ${odd('rule', 'twin-1-0')} of the same group`);
  expect(all).toContain(`port ${odd('port', 'groupless')} is bound by hw_veb and not by Open vSwitch`);
  expect(all).toContain(
    `port ${odd('port', 'six')} has 2001:db8:1::77 where its MAC gives 2001:db8:1:0:f816:3eff:fe0a:6`,
  );
  expect(all).toContain(`not the four-byte characters in the names of networks ${odd('network', 'twin-2')}`);
});

test('agents with l2_population are named with their hosts', async () => {
  expect((await blockersOf({})).join('\n')).toContain(
    '1 Open vSwitch agent of the old Neutron with tunnels and l2_population: compute2; ',
  );
});

test('what is accepted or created is no blocker', async () => {
  const messages = await blockersOf({ create: ['routers', 'floatingIps'], leaveBehind: KINDS.slice(2) });
  expect(messages.filter((message) => message.includes('network.leaveBehind'))).toEqual([]);
});

test('with new ids of projects, every id without a partner is named', async () => {
  const messages = await blockersOf({}, { [BLUE]: 'b1'.repeat(16) });
  const [message = ''] = messages.filter((one) => one.includes('alignment.identity.projects'));
  expect(message).toContain(GREEN);
  expect(message).toContain(labUuid('project', 'purple').replaceAll('-', ''));
  expect(message).not.toContain(BLUE);
});
