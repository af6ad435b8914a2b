import { buildBypassFlows } from '../../flows/bypass-flows';
import type { Switch } from '../../model/network/switch';
import { TUNNEL_TABLES, type TunnelType } from '../support/tunnels';
import { bridge, LAYOUT, libertySwitch, patch, vmPort } from './switches';
import { FIREWALL, LIBERTY_TUNNELS, libertyTunnels } from './agents-flows';

const VLAN = { id: 'n', tag: 2, physicalNetwork: 'physnet1', segment: 100, ports: 1 } as const;
const layout = { ...LAYOUT, tunnelBridge: 'br-tun' };

/** A host with a VM on a VLAN and one on a network that goes through tunnels. */
function hostWith(type: TunnelType): Switch {
  const { bridges, managers } = libertySwitch([VLAN]);
  const tunnel = { net_uuid: 't', network_type: type, segmentation_id: '1001' };
  const vm = { ...vmPort('tap-t', { ...VLAN, id: 't', tag: 6 }), otherConfig: tunnel, ofport: 10 };
  const [integration, ...physical] = bridges;
  if (integration === undefined) throw new Error('no br-int');
  return {
    managers,
    bridges: [
      { ...integration, ports: [...integration.ports, vm, patch('patch-tun', 'patch-int', 3)] },
      ...physical,
      bridge('br-tun', [patch('patch-int', 'patch-tun', 1)]),
    ],
  };
}

const found = hostWith('vxlan');

describe.each(['vxlan', 'gre', 'geneve'] as const)('of a host with a %s network', (type) => {
  const host = hostWith(type);

  it('the tunnel bridge is copied, before the integration bridge, which switches by itself', () => {
    const present = libertyTunnels(type);
    const inward = 128 + TUNNEL_TABLES[type];
    const { flows, copied, problems } = buildBypassFlows(host, layout, new Map([['br-tun', present]]));
    expect(problems).toEqual([]);
    expect([...flows.keys()]).toEqual(['br-vlan', 'br-two', 'br-tun', 'br-int']);
    expect(copied).toEqual(['br-tun']);
    expect(flows.get('br-tun')).toHaveLength(present.length + 1);
    for (const flow of [
      `table=128,priority=1,in_port=2,actions=resubmit(,${inward})`,
      `table=${inward},priority=1,tun_id=0x3e9,actions=mod_vlan_vid:6,resubmit(,138)`,
      'table=150,dl_vlan=6,actions=strip_vlan,set_tunnel:0x3e9,output:2',
    ])
      expect(flows.get('br-tun')).toContain(`cookie=0x5eed0000,${flow}`);
    expect(flows.get('br-int')).toContain('cookie=0x5eed0000,table=0,priority=65533,actions=NORMAL');
  });

  it('flows that do not bring the network out of its tunnels are refused', () => {
    expect(buildBypassFlows(host, layout, new Map([['br-tun', []]])).problems).toEqual([
      'bridge br-tun has no flows of an agent for network t',
    ]);
  });

  it('the tunnel bridge is asked for where it is not', () => {
    const bridges = host.bridges.filter(({ name }) => name !== 'br-tun');
    expect(buildBypassFlows({ ...host, bridges }, layout, new Map()).problems).toEqual([
      `network t is of type ${type}, and there is no bridge br-tun`,
    ]);
  });
});

it('copies the integration bridge where security groups are flows: nothing is exposed', () => {
  const spoofing = 'cookie=0x1,table=0,priority=10,arp,in_port=9,actions=resubmit(,24)';
  const present = new Map([
    ['br-tun', LIBERTY_TUNNELS],
    ['br-int', [...FIREWALL, spoofing]],
  ]);
  const { flows, copied, exposed, problems } = buildBypassFlows(found, layout, present);
  expect(problems).toEqual([]);
  expect(copied).toEqual(['br-tun', 'br-int']);
  expect(exposed).toEqual([]);
  expect(flows.get('br-int')).not.toContain('cookie=0x5eed0000,table=0,priority=65533,actions=NORMAL');
});

it('names the ports whose senders nobody checks while the bypass flows are there', () => {
  const spoofing = [
    'cookie=0x1,table=0,priority=10,arp,in_port=10,actions=resubmit(,24)',
    'cookie=0x1,table=0,priority=9,in_port=10,actions=goto_table:25',
    'cookie=0x1,table=0,priority=0,actions=resubmit(,60)',
    'cookie=0x1,table=24,priority=0,actions=drop',
  ];
  const present = new Map([
    ['br-tun', LIBERTY_TUNNELS],
    ['br-int', spoofing],
  ]);
  const { copied, exposed } = buildBypassFlows(found, layout, present);
  expect(copied).toEqual(['br-tun']);
  expect(exposed).toEqual(['tap-t']);
});

it('copies no bypass flows, also when they have learnt something', () => {
  const learnt = 'cookie=0x5eed0000,table=148,hard_timeout=300,priority=1,dl_dst=fa:16:3e:00:00:97,actions=output:2';
  const first = buildBypassFlows(found, layout, new Map([['br-tun', LIBERTY_TUNNELS]])).flows;
  const present = new Map([['br-tun', [...LIBERTY_TUNNELS, ...(first.get('br-tun') ?? []), learnt]]]);
  expect(buildBypassFlows(found, layout, present).flows.get('br-tun')).toEqual(first.get('br-tun'));
});

it.each([
  [
    new Map([
      ['br-tun', LIBERTY_TUNNELS],
      ['br-int', ['cookie=0x1,table=71,priority=0,actions=drop']],
    ]),
    'bridge br-int has no flows of an agent for network n',
  ],
  [
    new Map([['br-tun', [...LIBERTY_TUNNELS, 'cookie=0x1,table=200,actions=drop']]]),
    'bridge br-tun: flows of table 200 cannot be copied: only tables up to 125 have a place',
  ],
])('refuses flows that would not carry every network: %#', (present, problem) => {
  expect(buildBypassFlows(found, layout, present).problems).toEqual([problem]);
});
