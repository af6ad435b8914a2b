import type { LibertyRows } from '../../../activities/network/source/read-liberty';
import { refusedRows } from '../../../activities/network/preflight/rows-refused';
import { LIBERTY_TO_STEIN } from '../../../releases/liberty-to-stein/pair';
import { autoAddress, canonicalAddress } from '../../../activities/network/wanted/auto-address';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';

const NOTHING = Object.fromEntries(Object.keys(LIBERTY_NEUTRON).map((kind) => [kind, []])) as unknown as LibertyRows;
const RULE = {
  ...{ security_group_id: 'g', remote_group_id: null, direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp' },
  ...{ port_range_min: 22, port_range_max: 22, remote_ip_prefix: null },
};

const { protocolNumbers } = LIBERTY_TO_STEIN.network;

/** What every remedy begins with. */
function remove(id: string): string {
  return `delete it in the old Neutron (neutron security-group-rule-delete ${id})`;
}

function refused(...rules: object[]): readonly string[] {
  const securityGroupRules = rules.map((rule, i) => ({ ...RULE, id: `r${i}`, ...rule }));
  return refusedRows({ ...NOTHING, securityGroupRules }, protocolNumbers);
}

test.each([
  ['everywhere spelled in two ways', {}, { remote_ip_prefix: '0.0.0.0/0' }],
  ['a protocol by name and by number', {}, { protocol: '6' }],
  [
    'two names of one protocol',
    { protocol: 'icmpv6', ethertype: 'IPv6' },
    { protocol: 'ipv6-icmp', ethertype: 'IPv6' },
  ],
])('rules that Stein takes for the same: %s', (_name, one, other) => {
  expect(refused(one, other)).toEqual([
    `security group rule r1 allows the same as r0 of the same group: ${remove('r1')}`,
  ]);
});

test('rules that differ are two', () => {
  expect(
    refused(
      {},
      { port_range_max: 23 },
      { direction: 'egress' },
      { security_group_id: 'h' },
      { remote_ip_prefix: '10.0.0.0/8' },
    ),
  ).toEqual([]);
});

test.each([
  ['has ports and no protocol', 'with one', { protocol: null }],
  ['has ports for protocol 47, which has none', 'without', { protocol: 'gre' }],
  [
    'is for IPv4 and names protocol 58 of IPv6',
    'for IPv6',
    { protocol: 'icmpv6', port_range_min: null, port_range_max: null },
  ],
  [
    'has the ports 0 to 80, and the new Neutron takes no port 0',
    'with ports from 1, or without for all of them',
    { port_range_min: 0, port_range_max: 80 },
  ],
  ['has the ports 22 to nothing', 'with a first and a last one, or without for all of them', { port_range_max: null }],
  ["names the protocol 'teleport'", 'with its number, 0 to 255', { protocol: 'teleport' }],
  ['is for IPv4 and has the remote prefix ::1/128', 'for IPv6', { remote_ip_prefix: '::1' }],
  ["has the remote prefix '10/8', which is none", 'with one like 192.0.2.0/24', { remote_ip_prefix: '10/8' }],
])('a rule that %s', (what, how, rule) => {
  expect(refused(rule)).toEqual([`security group rule r0 ${what}: ${remove('r0')} and create it again ${how}`]);
});

test('a type and a code of ICMP are no ports', () => {
  expect(refused({ protocol: 'icmp', port_range_min: 8, port_range_max: 0 })).toEqual([]);
});

test('all ports are taken, and are the same as none given', () => {
  const all = { port_range_min: 0, port_range_max: 65_535 };
  expect(refused(all)).toEqual([]);
  expect(refused(all, { port_range_min: null, port_range_max: null })).toHaveLength(1);
});

test.each(['default', 'Default'])('a second group called %s', (name) => {
  const group = { id: 'g', project_id: 't', name, description: '', is_default: 0 };
  expect(refusedRows({ ...NOTHING, securityGroups: [group] }, protocolNumbers)).toEqual([
    `security group g is called ${name} and is not its project's default group: give it another name`,
  ]);
});

test('addresses that follow from a MAC', () => {
  expect(autoAddress('2001:db8::/64', 'fa:16:3e:0a:00:06')).toBe('2001:db8::f816:3eff:fe0a:6');
  expect(autoAddress('2001:db8:1::/64', 'FA:16:3E:0A:00:06')).toBe('2001:db8:1:0:f816:3eff:fe0a:6');
  expect(autoAddress('fe80::/64', '00:00:00:00:00:01')).toBe('fe80::200:ff:fe00:1');
});

test('one spelling for an IPv6 address, none changed of others', () => {
  expect(canonicalAddress('2001:DB8:0:0::1')).toBe('2001:db8::1');
  expect(canonicalAddress('2001:DB8::/32')).toBe('2001:db8::/32');
  expect(canonicalAddress('10.0.0.0/8')).toBe('10.0.0.0/8');
  expect(canonicalAddress('not:an address')).toBe('not:an address');
});
