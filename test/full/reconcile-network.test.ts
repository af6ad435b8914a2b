import { differencesOf } from '../../activities/network/compare/differences';
import { readBothSides } from '../../activities/network/compare/both-sides';
import { withDetails } from '../../activities/network/compare/compared-ports';
import { readNetwork } from '../../activities/network/source/read-liberty';
import { readTarget } from '../../activities/network/target/read-target';
import { openAccess } from '../../activities/toolbox/access';
import type { NetworkResource } from '../../connectors/openstack/network-api';
import { AWKWARD, BLUE, GREEN, odd, PURPLE } from '../../lab/generator/neutron/odd/names';
import { FLOATING, ROUTER, UNUSED_FLOATING } from '../../lab/generator/neutron/odd/port-list';
import { labUuid } from '../../lab/inventory';
import { keepFewNetworks } from '../support/few-networks';
import { dyingAfter } from '../support/lab-neutron';
import { openScratchNetwork, type ScratchNetwork } from '../support/scratch-network';

const LATE = { network: labUuid('late', 'network'), port: labUuid('late', 'port'), rule: labUuid('late', 'rule') };
const AWKWARD_PORT = odd('port', 'awkward');

let network: ScratchNetwork;
let before: Readonly<Record<string, number>>;

async function old(statement: string): Promise<void> {
  await network.old.query(statement);
}

/** Rows of every table but those in which Neutron counts. */
async function countRows(): Promise<Readonly<Record<string, number>>> {
  const schema = network.definition.target.databases.neutron;
  const tables = await network.now(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${schema}'
     AND TABLE_NAME NOT IN ('quotausages', 'reservations', 'resourcedeltas') ORDER BY 1`,
  );
  const counts: [string, number][] = [];
  for (const { name } of tables) {
    const [row] = await network.now(`SELECT COUNT(*) AS n FROM {db}.${String(name)}`);
    counts.push([String(name), Number(row?.['n'])]);
  }
  return Object.fromEntries(counts);
}

beforeAll(async () => {
  network = await openScratchNetwork('reconcile');
  await keepFewNetworks(network.old);
  before = await countRows();
});
afterAll(() => network.close());

test('the whole comes across, and a second run changes nothing', async () => {
  await expect(network.blockers()).resolves.toEqual([]);
  const changed = await network.runAll();
  expect(changed).toEqual(expect.arrayContaining(['ensureAgentRows', 'ensurePorts', 'ensureFloatingIps']));
  expect(changed).not.toContain('ensureGoneRemoved');
  await expect(network.runAll()).resolves.toEqual([]);
});

test('the rows of the new Neutron say what its API shows, object by object and field by field', async () => {
  const access = await openAccess(network.deps, 'lab');
  const sides = await readBothSides(access, 'lab', await readNetwork(access), await readTarget(access));
  const kinds = [
    'security_group',
    'security_group_rule',
    'network',
    'rbac_policy',
    'subnet',
    'port',
    'router',
    'floatingip',
  ];
  for (const kind of kinds) {
    const [, byRows = []] = sides[kind] ?? [];
    const ids = new Set(byRows.map(({ id }) => id));
    const filters: Record<string, string> = kind === 'rbac_policy' ? { action: 'access_as_shared' } : {};
    const listed = await network.api.list(kind as NetworkResource, filters);
    // Default groups of projects that the old side does not have.
    const byApi = listed.filter(({ id }) => !kind.startsWith('security_group') || ids.has(id)).map(withDetails);
    expect({ kind, count: byRows.length }).toEqual({ kind, count: byApi.length });
    expect(differencesOf(kind, byRows, byApi)).toEqual([]);
  }
});

test('what the old Neutron has otherwise, more and no more comes across by another run, killed on its way', async () => {
  const vlan = `('${labUuid('late', 'segment')}', '${LATE.network}', 'vlan', 'physnet1', 150, 0, 0)`;
  for (const statement of [
    `UPDATE networks SET name = 'renamed', admin_state_up = 0, mtu = 1300 WHERE id = '${odd('network', 'awkward')}'`,
    `UPDATE ml2_network_segments SET segmentation_id = 199 WHERE network_id = '${odd('network', 'twin-2')}'`,
    `UPDATE subnets SET gateway_ip = '192.168.10.253', enable_dhcp = 0 WHERE id = '${odd('subnet', 'awkward')}'`,
    `UPDATE ipallocationpools SET last_ip = '192.168.10.21' WHERE last_ip = '192.168.10.20'`,
    `DELETE FROM dnsnameservers WHERE address = '1.1.1.1'`,
    `DELETE FROM subnetroutes WHERE destination = '10.8.0.0/16'`,
    `DELETE FROM ports WHERE id = '${odd('port', 'unguarded')}'`,
    // A port in all its fields, to another host.
    `UPDATE ports SET name = 'moved', mac_address = 'fa:16:3e:0a:00:77', admin_state_up = 0 WHERE id = '${AWKWARD_PORT}'`,
    `UPDATE ml2_port_bindings SET host = 'compute3', profile = '' WHERE port_id = '${AWKWARD_PORT}'`,
    `UPDATE ml2_port_binding_levels SET host = 'compute3' WHERE port_id = '${AWKWARD_PORT}'`,
    `UPDATE ipallocations SET ip_address = '192.168.10.60' WHERE port_id = '${AWKWARD_PORT}'`,
    `DELETE FROM securitygroupportbindings WHERE port_id = '${AWKWARD_PORT}' AND security_group_id = '${odd('group', 'awkward')}'`,
    `DELETE FROM allowedaddresspairs WHERE port_id = '${AWKWARD_PORT}' AND ip_address = '10.7.0.0/24'`,
    `DELETE FROM extradhcpopts WHERE port_id = '${AWKWARD_PORT}' AND ip_version = 6`,
    `UPDATE extradhcpopts SET opt_value = '192.168.10.3' WHERE port_id = '${AWKWARD_PORT}' AND opt_name = 'tftp-server'`,
    // One whose address another now has is gone; so are a group with its rules, a policy and a floating IP.
    `DELETE FROM securitygroupportbindings WHERE security_group_id = '${odd('group', 'twin-2')}'`,
    `DELETE FROM securitygroups WHERE id = '${odd('group', 'twin-2')}'`,
    `DELETE FROM networkrbacs WHERE target_tenant = '${GREEN}'`,
    `DELETE FROM floatingips WHERE id = '${UNUSED_FLOATING}'`,
    `DELETE FROM ports WHERE id = '${odd('port', 'floating-unused')}'`,
    `UPDATE floatingips SET fixed_port_id = NULL, fixed_ip_address = NULL, router_id = NULL WHERE id = '${FLOATING}'`,
    `UPDATE securitygroups SET name = 'other', description = 'words' WHERE id = '${odd('group', 'awkward')}'`,
    `UPDATE securitygroups SET description = 'mine' WHERE id = '${odd('group', 'default')}'`,
    `UPDATE securitygrouprules SET port_range_max = 23 WHERE id = '${odd('rule', 'awkward-4')}'`,
    `DELETE FROM securitygrouprules WHERE id = '${odd('rule', 'awkward-5')}'`,
    `INSERT INTO securitygrouprules (id, tenant_id, security_group_id, direction, ethertype, protocol)
       VALUES ('${LATE.rule}', '${PURPLE}', '${odd('group', 'awkward')}', 'egress', 'IPv4', 'tcp')`,
    `UPDATE routers SET name = 'other', admin_state_up = 0 WHERE id = '${ROUTER}'`,
    `DELETE FROM routerroutes WHERE destination = '10.98.0.0/16'`,
    `DELETE FROM routers WHERE id = '${odd('router', 'idle')}'`,
    `INSERT INTO networks (tenant_id, id, name, status, admin_state_up, mtu) VALUES ('${BLUE}', '${LATE.network}', 'late', 'ACTIVE', 1, 0)`,
    `INSERT INTO ml2_network_segments (id, network_id, network_type, physical_network, segmentation_id, is_dynamic, segment_index) VALUES ${vlan}`,
    `INSERT INTO ports (tenant_id, id, name, network_id, mac_address, admin_state_up, status, device_id, device_owner)
       VALUES ('${BLUE}', '${LATE.port}', 'late', '${LATE.network}', 'fa:16:3e:0a:00:99', 1, 'DOWN', '', '')`,
    `INSERT INTO networkrbacs (id, object_id, tenant_id, target_tenant, action)
       VALUES ('${labUuid('late', 'policy')}', '${LATE.network}', '${BLUE}', '${PURPLE}', 'access_as_shared')`,
    `REPLACE INTO quotas (id, tenant_id, resource, \`limit\`) VALUES ('${labUuid('late', 'quota')}', '${PURPLE}', 'port', 77)`,
    `DELETE FROM ml2_gre_endpoints`,
    `UPDATE ml2_vxlan_endpoints SET udp_port = 4790 WHERE host = 'compute1'`,
    `UPDATE ml2_geneve_endpoints SET ip_address = 'fd00:9::14'`,
    `UPDATE agents SET configurations = '{"tunnel_types": []}' WHERE host = 'compute2' AND agent_type = 'Open vSwitch agent'`,
  ])
    await old(statement);
  await expect(network.run('verifyNetwork')).rejects.toMatchObject({ type: 'NetworkDiffers' });
  const killed = await dyingAfter(0, 'DELETE', `/networks/${odd('network', 'twin-2')}`, () =>
    network.run('ensureGoneRemoved'),
  ).catch((error: unknown) => error);
  expect(killed).toMatchObject({ type: 'ApiFailed' });
  const alsoKilled = await dyingAfter(1, 'PUT', `/ports/${AWKWARD_PORT}`, () => network.runAll()).catch(
    (error: unknown) => error,
  );
  expect(alsoKilled).toMatchObject({ type: 'ApiFailed' });
  const changed = await network.runAll();
  expect(changed).toContain('ensurePorts');
  await expect(network.runAll()).resolves.toEqual([]);
  await expect(network.api.find('port', AWKWARD_PORT)).resolves.toMatchObject({
    ...{ name: 'moved', mac_address: 'fa:16:3e:0a:00:77', 'binding:host_id': 'compute3', 'binding:vif_type': 'ovs' },
    ...{ 'binding:profile': {}, admin_state_up: false, status: 'DOWN' },
  });
  await expect(network.api.find('network', odd('network', 'twin-2'))).resolves.toMatchObject({
    'provider:segmentation_id': 199,
  });
  await expect(network.api.find('port', odd('port', 'unguarded'))).resolves.toBeUndefined();
});

test('what would have to be created again while others use it is named with the remedy, and nothing is touched', async () => {
  await old(`UPDATE ml2_network_segments SET segmentation_id = 198 WHERE network_id = '${odd('network', 'awkward')}'`);
  await expect(network.run('ensureGoneRemoved')).rejects.toMatchObject({
    type: 'NetworkDiffers',
    message: expect.stringMatching(
      new RegExp(
        `network ${odd('network', 'awkward')}: provider:segmentation_id was 198 and is 110.*roll the phase back`,
      ),
    ),
  });
  await old(`UPDATE ml2_network_segments SET segmentation_id = 110 WHERE network_id = '${odd('network', 'awkward')}'`);
  await expect(network.run('ensureGoneRemoved')).resolves.toMatchObject({ changed: false });
});

test('what is not ours is named, and stays as it is', async () => {
  const foreign = await network.api.create('network', { name: 'foreign' });
  await expect(network.run('ensureGoneRemoved')).rejects.toMatchObject({
    type: 'TargetNotClean',
    message: expect.stringContaining(foreign.id),
  });
  await network.api.update('network', foreign.id, { name: 'taken' });
  await old(
    `INSERT INTO networks (tenant_id, id, name, status, admin_state_up, mtu) VALUES ('${BLUE}', '${foreign.id}', 'wanted', 'ACTIVE', 1, 0)`,
  );
  for (const step of ['ensureGoneRemoved', 'ensureNetworks'])
    await expect(network.run(step)).rejects.toMatchObject({
      type: 'TargetNotClean',
      message: expect.stringContaining(foreign.id),
    });
  await expect(network.api.find('network', foreign.id)).resolves.toMatchObject({ name: 'taken' });
  await old(`DELETE FROM networks WHERE id = '${foreign.id}'`);
  await network.api.remove('network', foreign.id);
});

test('once both were found to be the same, nobody turns back what a tenant changes', async () => {
  await network.ledger.recordDone(network.inputOf('ensurePorts'), { changed: true, summary: '' });
  await network.ledger.recordDone(network.inputOf('verifyNetwork'), { changed: false, summary: '' });
  await network.api.update('port', AWKWARD_PORT, { name: AWKWARD });
  await expect(network.run('ensurePorts')).resolves.toMatchObject({
    changed: false,
    summary: expect.stringContaining('Left alone'),
  });
  await expect(network.api.find('port', AWKWARD_PORT)).resolves.toMatchObject({ name: AWKWARD });
});

test('the undo removes exactly what is ours, whatever was updated', async () => {
  await network.undoAll();
  await expect(countRows()).resolves.toEqual(before);
});
