import { AWKWARD, BLUE, GREEN, odd, PURPLE } from './names';

export interface OddPort {
  readonly key: string;
  readonly network: string;
  readonly owner: string;
  readonly mac: string;
  /** By the keys of their subnets. */
  readonly addresses: readonly (readonly [subnet: string, address: string])[];
  readonly name?: string;
  readonly deviceId?: string;
  readonly deviceOwner?: string;
  readonly host?: string;
  readonly up?: boolean;
  readonly groups?: readonly string[];
  readonly portSecurity?: boolean;
  readonly pairs?: readonly (readonly [mac: string, address: string])[];
  readonly options?: readonly (readonly [name: string, value: string, version: number])[];
  readonly profile?: string;
  readonly hybrid?: boolean;
  /** The VLAN that it is bound to. */
  readonly vlan?: number;
}

function mac(last: string): string {
  return `fa:16:3e:0a:00:${last}`;
}

function vm(key: string, host: string, vlan: number): Pick<OddPort, 'deviceId' | 'deviceOwner' | 'host' | 'vlan'> {
  return { deviceId: odd('instance', key), deviceOwner: 'compute:az1', host, vlan };
}

export const PORTS: readonly OddPort[] = [
  {
    ...{ key: 'awkward', network: 'awkward', owner: PURPLE, name: AWKWARD, mac: mac('01').toUpperCase() },
    ...vm('awkward', 'compute1', 110),
    addresses: [['awkward', '192.168.10.50']],
    groups: ['default', 'awkward'],
    hybrid: true,
    pairs: [
      [mac('01'), '192.168.10.51'],
      [mac('99'), '2001:db8::1'],
      [mac('01'), '10.7.0.0/24'],
    ],
    options: [
      ['bootfile-name', AWKWARD, 4],
      ['tftp-server', '192.168.10.2', 4],
      ['dns-server', '2001:db8::53', 6],
    ],
    profile: '{"capabilities": ["a"], "nested": {"deep": 1}}',
  },
  // Port security off, no groups, two addresses: an appliance that routes.
  {
    ...{ key: 'unguarded', network: 'awkward', owner: PURPLE, mac: mac('02'), portSecurity: false },
    ...vm('unguarded', 'compute2', 110),
    addresses: [
      ['awkward', '192.168.10.60'],
      ['awkward', '192.168.10.5'],
    ],
  },
  // Guarded, but no group lets anything through.
  {
    ...{ key: 'groupless', network: 'twin-1', owner: BLUE, mac: mac('03') },
    ...vm('groupless', 'compute3', 111),
    addresses: [['bare', '192.168.11.9']],
  },
  // Nobody's, nowhere, without an address, and down.
  { key: 'idle', network: 'twin-2', owner: BLUE, mac: mac('04'), addresses: [], up: false },
  {
    ...{ key: 'segments', network: 'segments', owner: GREEN, mac: mac('05') },
    ...vm('segments', 'compute1', 113),
    addresses: [['segments', '192.168.13.77']],
  },
  {
    ...{ key: 'six', network: 'six', owner: BLUE, mac: mac('06'), groups: ['twin-1', 'twin-2'] },
    ...vm('six', 'compute2', 116),
    addresses: [
      ['four', '192.0.2.66'],
      // These two follow from the MAC.
      ['slaac', '2001:db8:1:0:f816:3eff:fe0a:6'],
      ['stateless', '2001:db8:2:0:f816:3eff:fe0a:6'],
      ['stateful', '2001:db8:3::66'],
      ['manual', '2001:db8:4::66'],
    ],
  },
  // A load balancer's address, where nothing of Nova is.
  {
    ...{ key: 'balancer', network: 'twin-1', owner: BLUE, mac: mac('07'), name: 'vip-1', groups: ['twin-1'] },
    ...{ deviceId: odd('load-balancer', 'one'), deviceOwner: 'neutron:LOADBALANCERV2' },
    addresses: [['bare', '192.168.11.10']],
  },
];

export const ROUTER = odd('router', 'awkward');
export const FLOATING = odd('floating-ip', 'used');
export const UNUSED_FLOATING = odd('floating-ip', 'unused');

function routerPort(
  key: string,
  owner: string,
  address: OddPort['addresses'][number],
  last: string,
  more: Partial<OddPort>,
) {
  const network = address[0] === 'external' ? 'external' : 'six';
  return { key, network, owner, mac: mac(last), addresses: [address], portSecurity: false, ...more };
}

const INTERFACE = { deviceId: ROUTER, deviceOwner: 'network:router_interface' };
const GATEWAY = { deviceId: ROUTER, deviceOwner: 'network:router_gateway' };

/** Ports of a router and of floating IPs. */
export const ROUTED_PORTS: readonly OddPort[] = [
  routerPort('interface-four', BLUE, ['four', '192.0.2.1'], '08', INTERFACE),
  routerPort('interface-six', BLUE, ['slaac', '2001:db8:1::1'], '0a', INTERFACE),
  routerPort('gateway', '', ['external', '203.0.113.150'], '09', { ...GATEWAY, host: 'compute1', vlan: 115 }),
  routerPort('floating', '', ['external', '203.0.113.151'], '0b', {
    deviceId: FLOATING,
    deviceOwner: 'network:floatingip',
  }),
  routerPort('floating-unused', '', ['external', '203.0.113.20'], '0c', {
    deviceId: UNUSED_FLOATING,
    deviceOwner: 'network:floatingip',
  }),
];
