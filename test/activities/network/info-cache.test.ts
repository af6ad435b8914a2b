import { cacheProblems, forgottenPorts } from '../../../activities/network/caches/info-cache';

const ID = '11111111-2222-4333-8444-555555555555';
const PORT = {
  id: ID,
  device_id: 'vm',
  device_owner: 'compute:nova',
  network_id: 'net',
  mac_address: 'fa:16:3e:00:00:01',
  fixed_ips: [{ subnet_id: 's', ip_address: '10.0.0.5' }],
  'binding:host_id': 'compute1',
  'binding:vif_type': 'ovs',
  'binding:vnic_type': 'normal',
  'binding:vif_details': { ovs_hybrid_plug: true, bridge_name: 'br-int' },
};
const VIF = {
  id: ID,
  address: 'FA:16:3E:00:00:01',
  type: 'ovs',
  devname: 'tap11111111-22',
  ovs_interfaceid: ID,
  vnic_type: 'normal',
  details: { port_filter: true, ovs_hybrid_plug: true },
  network: {
    id: 'net',
    bridge: 'br-int',
    meta: { mtu: 1500 },
    subnets: [{ ips: [{ address: '10.0.0.5', type: 'fixed', floating_ips: [{ address: '203.0.113.9' }] }] }],
  },
};

function problems(vif: object, more: { port?: object; mtu?: number; plugged?: readonly string[] } = {}): string[] {
  const neutron = {
    ports: new Map([[ID, { ...PORT, ...more.port }]]),
    networks: new Map([['net', { id: 'net', mtu: more.mtu ?? 1500 }]]),
    plugged: new Set(more.plugged ?? []),
  };
  return cacheProblems({ instance: 'vm', vifs: [{ ...VIF, ...vif }] }, neutron);
}

test('a cache and a port that agree have no problem; floating IPs and what a cache does not tell are not compared', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ devname: null, ovs_interfaceid: undefined, details: {} })).toEqual([]);
});

test.each([
  ['network', { network: { ...VIF.network, id: 'other' } }],
  ['mac_address', { address: 'fa:16:3e:00:00:02' }],
  ['addresses', { network: { ...VIF.network, subnets: [] } }],
  ['devname', { devname: 'tap99999999-22' }],
  ['ovs_interfaceid', { ovs_interfaceid: 'other' }],
  ['type', { type: 'binding_failed' }],
  ['ovs_hybrid_plug', { details: { ovs_hybrid_plug: false } }],
  ['bridge', { network: { ...VIF.network, bridge: 'br-other' } }],
  ['vnic_type', { vnic_type: 'direct' }],
])('%s: the row and both values are named', (field, vif) => {
  expect(problems(vif)).toEqual([
    expect.stringMatching(new RegExp(`^instance vm: port ${ID} has ${field} .* in the cache and .* in Neutron$`)),
  ]);
});

test('the MTU of the network is compared where the cache tells one', () => {
  expect(problems({}, { mtu: 1450 })).toEqual([
    `instance vm: port ${ID} has mtu 1500 in the cache and 1450 in Neutron`,
  ]);
});

test('what only a binding tells is not compared where there is none, nor how a port is plugged where its hypervisor was asked', () => {
  expect(problems({ type: 'ovs' }, { port: { 'binding:host_id': '', 'binding:vif_type': 'unbound' } })).toEqual([]);
  expect(problems({ details: { ovs_hybrid_plug: false } }, { plugged: [ID] })).toEqual([]);
});

test('a port that is gone, and one that the cache has forgotten', () => {
  const empty = { ports: new Map(), networks: new Map(), plugged: new Set<string>() };
  expect(cacheProblems({ instance: 'vm', vifs: [VIF] }, empty)).toEqual([
    `instance vm: port ${ID} is not in the new Neutron`,
  ]);
  expect(forgottenPorts([{ instance: 'vm', vifs: [] }], [PORT])).toEqual([
    `instance vm: port ${ID} is not in its cache`,
  ]);
  expect(forgottenPorts([{ instance: 'another', vifs: [] }], [PORT])).toEqual([]);
});
