import { differencesOf } from '../../../activities/network/compare/differences';

const PORT = {
  id: 'p',
  mac_address: 'fa:16:3e:00:00:0A',
  fixed_ips: [
    { subnet_id: 's', ip_address: '10.0.0.2' },
    { subnet_id: 's', ip_address: '10.0.0.1' },
  ],
};

test('the order of sets, of fields and the case of a MAC make no difference, nor does what only the new side shows', () => {
  const target = {
    id: 'p',
    mac_address: 'fa:16:3e:00:00:0a',
    status: 'DOWN',
    fixed_ips: [
      { ip_address: '10.0.0.1', subnet_id: 's' },
      { ip_address: '10.0.0.2', subnet_id: 's' },
    ],
  };
  expect(differencesOf('port', [PORT], [target])).toEqual([]);
});

test('the order of name servers does', () => {
  const source = { id: 's', dns_nameservers: ['10.0.0.1', '10.0.0.2'] };
  const target = { id: 's', dns_nameservers: ['10.0.0.2', '10.0.0.1'] };
  expect(differencesOf('subnet', [source], [target])).toEqual([
    {
      kind: 'subnet',
      id: 's',
      field: 'dns_nameservers',
      source: source.dns_nameservers,
      target: target.dns_nameservers,
    },
  ]);
});

test('names what is missing and what is new', () => {
  expect(differencesOf('network', [{ id: 'a' }], [{ id: 'b' }])).toEqual([
    { kind: 'network', id: 'a', field: 'id', source: 'a', target: null },
    { kind: 'network', id: 'b', field: 'id', source: null, target: 'b' },
  ]);
});

function rule(protocol: string) {
  return [{ id: 'r', protocol }];
}

test('the names of ICMPv6 are one protocol', () => {
  expect(differencesOf('security_group_rule', rule('icmpv6'), rule('ipv6-icmp'))).toEqual([]);
  expect(differencesOf('security_group_rule', rule('tcp'), rule('udp'))).toHaveLength(1);
});

function ruleFrom(remote_ip_prefix: string) {
  return [{ id: 'r', remote_ip_prefix }];
}

test.each([
  ['1.2.3.4', '1.2.3.4/32'],
  ['2001:DB8::1', '2001:db8:0::1/128'],
])('a prefix without a mask is one address: %s', (source, target) => {
  expect(differencesOf('security_group_rule', ruleFrom(source), ruleFrom(target))).toEqual([]);
  expect(differencesOf('security_group_rule', ruleFrom(source), ruleFrom(`${source}/24`))).toHaveLength(1);
});
