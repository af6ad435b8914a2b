import { AWKWARD, BLUE, GREEN, PURPLE } from './names';

export interface OddSubnet {
  readonly key: string;
  readonly network: string;
  readonly owner: string;
  readonly cidr: string;
  readonly gateway: string | null;
  readonly pools: readonly (readonly [first: string, last: string])[];
  readonly name?: string;
  readonly dhcp?: boolean;
  /** How an IPv6 guest learns addresses and routes. */
  readonly modes?: string;
}

function six(n: number, key: string, modes?: string): OddSubnet {
  const pools = [[`2001:db8:${n}::2`, `2001:db8:${n}:0:ffff:ffff:ffff:ffff`]] as const;
  const place = { key, network: 'six', owner: BLUE, cidr: `2001:db8:${n}::/64`, gateway: `2001:db8:${n}::1` };
  return modes === undefined ? { ...place, pools } : { ...place, pools, modes };
}

export const SUBNETS: readonly OddSubnet[] = [
  {
    ...{ key: 'awkward', network: 'awkward', owner: PURPLE, name: AWKWARD },
    ...{ cidr: '192.168.10.0/24', gateway: '192.168.10.254' },
    pools: [
      ['192.168.10.10', '192.168.10.20'],
      ['192.168.10.100', '192.168.10.200'],
    ],
  },
  // No gateway, no DHCP, no pool: addresses are given by hand.
  { key: 'bare', network: 'twin-1', owner: BLUE, cidr: '192.168.11.0/28', gateway: null, dhcp: false, pools: [] },
  {
    ...{ key: 'segments', network: 'segments', owner: GREEN, cidr: '192.168.13.0/24', gateway: '192.168.13.1' },
    pools: [['192.168.13.2', '192.168.13.254']],
  },
  {
    ...{ key: 'external', network: 'external', owner: PURPLE, cidr: '203.0.113.0/24', gateway: '203.0.113.1' },
    ...{ dhcp: false, pools: [['203.0.113.100', '203.0.113.200']] },
  },
  {
    ...{ key: 'four', network: 'six', owner: BLUE, cidr: '192.0.2.0/24', gateway: '192.0.2.1' },
    pools: [['192.0.2.2', '192.0.2.254']],
  },
  six(1, 'slaac', 'slaac'),
  six(2, 'stateless', 'dhcpv6-stateless'),
  six(3, 'stateful', 'dhcpv6-stateful'),
  six(4, 'manual'),
];
