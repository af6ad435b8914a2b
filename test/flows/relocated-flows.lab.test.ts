import { dumpFlows, setProtocols } from '../../connectors/openvswitch/bridges';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { readDefinition } from '../../config/read-definition';
import { BYPASS_COOKIE } from '../../flows/cookie';
import { parseFlows } from '../../flows/saved-flows';
import { relocateFlows } from '../../flows/relocated-flows';
import type { RemoteMachine } from '../../model/remote-command';
import { labMachines } from '../support/lab-machines';
import { FIREWALL, LIBERTY_TUNNELS } from './agents-flows';

const BRIDGE = 'br-shadow';
const VM = 'dl_src=fa:16:3e:00:00:11';

let lab: ReturnType<typeof labMachines>;
let machine: RemoteMachine;
beforeAll(async () => {
  lab = labMachines(await readDefinition('lab'));
  machine = await lab.machine('compute3');
  // As Liberty's agents leave their bridges: OpenFlow 1.0 alone, no controller. Ports are numbers enough for flows.
  await machine.run([
    'ovs-vsctl',
    '--may-exist',
    'add-br',
    BRIDGE,
    '--',
    'set',
    'Bridge',
    BRIDGE,
    'datapath_type=netdev',
  ]);
  for (const port of [1, 2, 9])
    await machine.run([
      ...['ovs-vsctl', '--may-exist', 'add-port', BRIDGE, `shadow${port}`, '--', 'set', 'Interface', `shadow${port}`],
      ...['type=internal', `ofport_request=${port}`],
    ]);
});
afterAll(async () => {
  await machine.run(['ovs-vsctl', '--if-exists', 'del-br', BRIDGE]);
  lab.close();
});

/** What becomes of a packet, as the switch itself tells it. */
async function traced(packet: string): Promise<string> {
  const { stdout } = await machine.run(['ovs-appctl', 'ofproto/trace', BRIDGE, packet]);
  return [...stdout.matchAll(/^Datapath actions: (.*)$/gm)]
    .map(([, actions = '']) => actions.replace(/recirc\(\w+\)/, 'recirc'))
    .join(' then ');
}

test.each([
  [
    'Liberty’s tunnels',
    LIBERTY_TUNNELS,
    [
      `in_port=1,dl_vlan=6,${VM},dl_dst=fa:16:3e:00:00:98`,
      `in_port=1,dl_vlan=6,${VM},dl_dst=fa:16:3e:00:00:99`,
      `in_port=1,dl_vlan=6,${VM},dl_dst=fa:16:3e:00:00:77`,
      `in_port=1,dl_vlan=6,${VM},dl_dst=ff:ff:ff:ff:ff:ff`,
      `in_port=1,dl_vlan=7,${VM},dl_dst=ff:ff:ff:ff:ff:ff`,
      `in_port=1,dl_vlan=6,${VM},dl_dst=ff:ff:ff:ff:ff:ff,arp,arp_tpa=10.6.0.2,arp_op=1`,
      `in_port=2,tun_id=0x3e9,dl_src=fa:16:3e:00:00:98,dl_dst=fa:16:3e:00:00:11`,
      `in_port=2,tun_id=0x3ea,dl_src=fa:16:3e:00:00:98,dl_dst=fa:16:3e:00:00:11`,
    ],
  ],
  [
    'security groups in flows',
    FIREWALL,
    [
      `in_port=9,${VM},tcp,nw_src=10.2.0.11`,
      `in_port=9,${VM},tcp,nw_src=10.2.0.99`,
      `in_port=9,dl_src=fa:16:3e:00:00:12,tcp,nw_src=10.2.0.11`,
      `in_port=1,dl_vlan=100,${VM},dl_dst=fa:16:3e:00:00:12`,
      `in_port=2,dl_vlan=2,${VM},dl_dst=fa:16:3e:00:00:11,tcp`,
    ],
  ],
])(
  'a switch takes copies of %s in one bundle, and does with every packet what it did before',
  async (_, flows, packets) => {
    await setProtocols(machine, BRIDGE, ['OpenFlow10']);
    await machine.run(['ovs-ofctl', 'del-flows', BRIDGE]);
    await machine.run(['ovs-ofctl', 'add-flows', BRIDGE, '-'], { input: flows.join('\n') });
    const present = parseFlows(await dumpFlows(machine, BRIDGE));
    expect(present).toHaveLength(flows.length);
    const before: string[] = [];
    for (const packet of packets) before.push(await traced(packet));
    expect(new Set(before).size).toBeGreaterThan(2);

    const { flows: copies, problems } = relocateFlows(present);
    expect(problems).toEqual([]);
    await setProtocols(machine, BRIDGE, ['OpenFlow10', 'OpenFlow13', 'OpenFlow14']);
    const helper = await HostHelper.install(machine);
    await expect(helper.seed({ [BRIDGE]: copies }, BYPASS_COOKIE)).resolves.toEqual({ [BRIDGE]: copies.length });
    // What an agent does with its own tables is nothing to the copies.
    for (const table of new Set(present.map((flow) => /table=(\d+)/.exec(flow)?.[0])))
      await machine.run(['ovs-ofctl', 'del-flows', BRIDGE, `${table},cookie=0xaaaabbbb00001111/-1`]);
    const after: string[] = [];
    for (const packet of packets) after.push(await traced(packet));
    expect(after).toEqual(before);
    await expect(helper.clear([BRIDGE], BYPASS_COOKIE)).resolves.toEqual({ [BRIDGE]: 0 });
    expect(parseFlows(await dumpFlows(machine, BRIDGE))).toEqual([]);
  },
);
