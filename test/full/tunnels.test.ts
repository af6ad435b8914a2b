import { openSession } from '../../activities/toolbox/open-session';
import { targetQuery } from '../support/databases';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { dumpFlows } from '../../connectors/openvswitch/bridges';
import { parseFlows } from '../../flows/saved-flows';
import type { RemoteMachine } from '../../model/remote-command';
import { AgentHost } from '../support/agent-host';
import { eventually } from '../support/eventually';
import { LAB_DEFINITION } from '../support/lab-definition';
import {
  addressOf,
  endpointOf,
  macOf,
  makeTunnel,
  pingThrough,
  removeTunnel,
  TUNNEL,
  type TunnelEnd,
  type TunnelType,
} from '../support/tunnels';

jest.setTimeout(900_000);

const [HOST, FAR] = ['compute3', 'compute1'] as const;
const FAR_NUMBER = 11;
const ML2 = '/etc/stein/neutron/ml2_conf.ini';
const AGENT = '/etc/neutron/plugins/ml2/openvswitch_agent.ini';
const NAME = 'tunnelled';
const TYPES = ['vxlan', 'gre', 'geneve'] as const;
const SECTIONS = `
[ml2_type_vxlan]
vni_ranges = 1001:1099
[ml2_type_gre]
tunnel_id_ranges = 1001:1099
[ml2_type_geneve]
vni_ranges = 1001:1099
`;

let host: AgentHost;
let near: TunnelEnd;
let far: TunnelEnd;
let controller: RemoteMachine;
let ml2 = '';
beforeAll(async () => {
  // Where the old agent of the other host has reported to the old Neutron that its tunnels end.
  const query = targetQuery(LAB_DEFINITION);
  for (const type of TYPES)
    await query(
      `INSERT INTO liberty_neutron.ml2_${type}_endpoints SET ip_address = ?, host = ?${type === 'vxlan' ? ', udp_port = 4789' : ''}`,
      [endpointOf({ number: FAR_NUMBER }), FAR],
    );
  host = await AgentHost.prepare(HOST, { tunnelBridge: TUNNEL.bridge });
  controller = await host.lab.machine('controller');
  near = { machine: await host.lab.machine(HOST), number: 13, localVlan: 6 };
  far = { machine: await host.lab.machine(FAR), number: FAR_NUMBER, localVlan: 7 };
  await host.configure({ ovs: { local_ip: endpointOf(near) }, securitygroup: {} });
  await near.machine.run(['sh', '-c', `printf '\\n[agent]\\ntunnel_types = ${TYPES.join(',')}\\n' >>${AGENT}`]);
  ml2 = (await controller.readFile(ML2)) ?? '';
  await serve(ml2.replace('flat,vlan', `flat,vlan,${TYPES.join(',')}`) + SECTIONS);
});
afterEach(async () => {
  await host.undo();
  const query = targetQuery(host.definition);
  const api = new NetworkApi(await openSession(host.definition));
  for (const { id } of await api.list('network', { name: NAME })) {
    for (const port of await api.list('port', { network_id: id })) await api.remove('port', port.id);
    await api.remove('network', id);
  }
  for (const type of TYPES) await query(`DELETE FROM neutron.ml2_${type}_endpoints WHERE host = ?`, [HOST]);
  for (const end of [near, far]) await removeTunnel(end);
});
afterAll(async () => {
  await serve(ml2);
  for (const type of TYPES)
    await targetQuery(LAB_DEFINITION)(`DELETE FROM liberty_neutron.ml2_${type}_endpoints WHERE host = ?`, [FAR]);
  await host.close();
});

/** Neutron with this configuration of ML2. */
async function serve(text: string): Promise<void> {
  await controller.writeFile(ML2, text);
  await controller.run(['systemctl', 'restart', 'stein-neutron-server'], { quietMs: 120_000 });
  await eventually(async () => new NetworkApi(await openSession(host.definition)).list('network'), {
    timeoutMs: 120_000,
  });
}

/** A network whose port hangs on the host, as the phase `network` would have made it, and the other host's end of the tunnel. */
async function makeNetwork(type: TunnelType): Promise<void> {
  const query = targetQuery(host.definition);
  const configurations = {
    bridge_mappings: { physnet1: 'br-vlan' },
    tunnel_types: TYPES,
    tunneling_ip: endpointOf(near),
  };
  await query('UPDATE neutron.agents SET configurations = ?, heartbeat_timestamp = UTC_TIMESTAMP() WHERE host = ?', [
    JSON.stringify(configurations),
    HOST,
  ]);
  const api = new NetworkApi(await openSession(host.definition));
  const { id: network } = await api.create('network', {
    name: NAME,
    'provider:network_type': type,
    'provider:segmentation_id': TUNNEL.segment,
  });
  await api.create('subnet', { network_id: network, ip_version: 4, cidr: '10.6.0.0/24', enable_dhcp: false });
  const port = await api.create('port', {
    network_id: network,
    mac_address: macOf(near),
    fixed_ips: [{ ip_address: addressOf(near) }],
    'binding:host_id': HOST,
  });
  expect(port['binding:vif_type']).toBe('ovs');
  const config = `{net_uuid="${network}",network_type=${type},physical_network=None,segmentation_id="${TUNNEL.segment}"}`;
  await near.machine.run([
    ...['ovs-vsctl', 'set', 'Port', TUNNEL.port, `other_config=${config}`],
    ...[
      '--',
      'set',
      'Interface',
      TUNNEL.port,
      `external_ids:iface-id=${port.id}`,
      `external_ids:attached-mac="${macOf(near)}"`,
    ],
  ]);
}

/** The tunnels' bridge as it was, but for what it learns by itself. */
async function tunnelFlows(): Promise<readonly string[]> {
  return parseFlows(await dumpFlows(near.machine, TUNNEL.bridge)).filter(
    (flow) => !flow.includes('table=20,hard_timeout'),
  );
}

test.each(TYPES)(
  'the real agent of a host with a %s network is replaced behind copies of its flows: of pings at 100 Hz fewer than three are lost',
  async (type) => {
    await makeTunnel(type, near, far);
    await makeTunnel(type, far, near);
    await makeNetwork(type);
    const before = await tunnelFlows();
    await near.machine.run(['ip', 'netns', 'exec', TUNNEL.namespace, 'ping', '-c', '3', '-i', '0.2', addressOf(far)], {
      accept: 'any',
    });
    const stop = await pingThrough(far, near);
    await host.restart('', async (activity) => {
      if (activity !== 'ensureFlowsSeeded' && activity !== 'ensureBridgesChanged') return;
      const copies = (await tunnelFlows()).filter((flow) => flow.startsWith('cookie=0x5eed0000,'));
      expect(copies.length).toBeGreaterThan(before.length);
    });
    expect(host.window().exposure.kept).toEqual([TUNNEL.bridge]);
    expect(host.window().bridges.map(({ name }) => name)).toEqual(['br-vlan', TUNNEL.bridge, 'br-int']);
    const now = await tunnelFlows();
    expect(now.filter((flow) => flow.startsWith('cookie=0xaaaabbbb00001111,'))).toEqual([]);
    expect(now.length).toBeGreaterThan(5);
    await host.undo();
    await expect(tunnelFlows()).resolves.toEqual(before);
    const { sent, lost } = await stop();
    process.stdout.write(`${JSON.stringify({ type, sent, lost, bridges: host.window().bridges })}\n`);
    expect(sent).toBeGreaterThan(1_000);
    expect(lost).toBeLessThan(3);
  },
);

test('a port that an agent has put on another local VLAN is behind the copies again, which know the first one only', async () => {
  await makeTunnel('vxlan', near, far);
  await makeTunnel('vxlan', far, near);
  await makeNetwork('vxlan');
  const before = await tunnelFlows();
  const answered = async (): Promise<boolean> => {
    const ping = ['ip', 'netns', 'exec', TUNNEL.namespace, 'ping', '-c', '1', '-W', '1', addressOf(far)];
    return (await near.machine.run(ping, { accept: 'any' })).exitCode === 0;
  };
  for (const activity of ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged']) await host.step(activity);
  await eventually(async () => expect(await answered()).toBe(true));
  // A fake: an agent does so after a first sync that failed.
  await near.machine.run(['ovs-vsctl', 'set', 'Port', TUNNEL.port, 'tag=9']);
  await eventually(async () => expect(await answered()).toBe(false));
  const start = host.step('ensureAgentStarted', { host: HOST }, undefined, host.depsWith({ syncSeconds: 1 }));
  await expect(start).rejects.toMatchObject({ type: 'HostNotReady' });
  await eventually(async () => expect(await answered()).toBe(true));
  await host.undo();
  await expect(tunnelFlows()).resolves.toEqual(before);
});

test('a host is held while the new Neutron does not know where one of its tunnels ends', async () => {
  await makeTunnel('vxlan', near, far);
  await makeNetwork('vxlan');
  expect((await host.step('verifyHostReady')).hold).toBeUndefined();
  const query = targetQuery(host.definition);
  const tell = (address: string) =>
    query('UPDATE neutron.ml2_vxlan_endpoints SET ip_address = ? WHERE host = ?', [address, FAR]);
  await tell('10.9.0.99');
  try {
    const reason = `leads to ${endpointOf(far)}, which is no vxlan endpoint of the new Neutron`;
    await expect(host.step('verifyHostReady')).resolves.toMatchObject({ hold: [expect.stringContaining(reason)] });
  } finally {
    await tell(endpointOf(far));
  }
});
