import { buildBypassFlows } from '../../flows/bypass-flows';
import type { Bridge, Switch, SwitchPort } from '../../model/network/switch';

const port = (name: string, ofport: number, more: Partial<SwitchPort> = {}): SwitchPort => ({
  name,
  ofport,
  tag: null,
  type: '',
  otherConfig: {},
  externalIds: {},
  options: {},
  ...more,
});

const patch = (name: string, peer: string): SwitchPort => port(name, 1, { type: 'patch', options: { peer } });

function guestPort(n: number): SwitchPort {
  const vlan = n % 2 === 1;
  return port(`tap${n}`, 10 + n, {
    tag: vlan ? 7 : 3,
    externalIds: { 'iface-id': `port-${n}` },
    otherConfig: {
      net_uuid: vlan ? 'vlan' : 'flat',
      network_type: vlan ? 'vlan' : 'flat',
      physical_network: 'physnet1',
      ...(vlan ? { segmentation_id: '100' } : {}),
    },
  });
}

const bridge = (name: string, ports: readonly SwitchPort[]): Bridge => ({
  name,
  datapathType: 'system',
  protocols: ['OpenFlow10'],
  failMode: '',
  controllers: [],
  ports,
});

/** The switch that guest/switch.py makes. */
const SWITCH: Switch = {
  managers: [],
  bridges: [
    bridge('br-int', [patch('int-br', 'phy-br'), ...[1, 2, 3, 4].map(guestPort)]),
    bridge('br-vlan', [patch('phy-br', 'int-br'), port('uplink', 2)]),
  ],
};

/** The product's own bypass flows for the guest's switch, in the order in which bridges are changed. */
export function guestBypassFlows(): Readonly<Record<string, readonly string[]>> {
  const layout = { physicalNetworks: { physnet1: 'br-vlan' }, integrationBridge: 'br-int', tunnelBridge: null };
  const { flows, problems } = buildBypassFlows(SWITCH, layout, new Map());
  if (problems.length > 0) throw new Error(problems.join('; '));
  return Object.fromEntries(flows);
}
