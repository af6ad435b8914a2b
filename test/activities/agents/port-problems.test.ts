import { isOn, portProblems } from '../../../activities/agents/readiness/port-problems';
import type { NetworkObject } from '../../../connectors/openstack/network-api';
import { vmPort } from '../../flows/switches';

const NETWORK = { id: 'net', tag: 1, physicalNetwork: 'physnet1', segment: 100, ports: 1 } as const;
const PLUGGED = vmPort('tap1', NETWORK);
const PORT: NetworkObject = {
  id: 'port-tap1',
  mac_address: 'fa:16:3e:00:00:01',
  network_id: 'net',
  'binding:host_id': 'compute1',
  'binding:vif_type': 'ovs',
  device_id: 'vm1',
  device_owner: 'compute:nova',
};

function problems(port: NetworkObject | undefined, plugged = [PLUGGED]): readonly string[] {
  const ports = new Map(port === undefined ? [] : [[port.id, port] as const]);
  return portProblems({ host: 'compute1', plugged, ports, running: new Set(['vm1']), known: new Set(['vm1']) });
}

it('finds nothing when Neutron knows the port as it is plugged', () => {
  expect(problems(PORT)).toEqual([]);
});

it.each([
  ['binding:vif_type', 'binding_failed', 'tap1: port port-tap1 has binding:vif_type binding_failed instead of ovs'],
  ['binding:host_id', 'compute2', 'tap1: port port-tap1 has binding:host_id compute2 instead of compute1'],
  [
    'mac_address',
    'fa:16:3e:00:00:02',
    'tap1: port port-tap1 has mac_address fa:16:3e:00:00:02 instead of fa:16:3e:00:00:01',
  ],
  ['network_id', 'other', 'tap1: port port-tap1 has network_id other instead of net'],
])('names a wrong %s', (field, value, problem) => {
  expect(problems({ ...PORT, [field]: value })).toEqual([problem]);
});

it('does not mind how a MAC is spelt', () => {
  expect(problems({ ...PORT, mac_address: 'FA:16:3E:00:00:01' })).toEqual([]);
});

it('names a port that is dark, unless it is meant to be', () => {
  const dead = [{ ...PLUGGED, tag: 4095 }];
  expect(problems({ ...PORT, admin_state_up: true }, dead)).toEqual([
    'tap1: port port-tap1 is on the dead VLAN 4095, though it is not administratively down',
  ]);
  expect(problems({ ...PORT, admin_state_up: false }, dead)).toEqual([]);
});

it('names a VM that the new Nova does not have on the host', () => {
  expect(problems({ ...PORT, device_id: 'vm2' })).toEqual(['tap1: the new Nova has no instance vm2 on compute1']);
});

it('names ports that one side lacks', () => {
  expect(problems(undefined)).toEqual(['tap1: port port-tap1 is not in the new Neutron']);
  expect(problems(PORT, [])).toEqual(['port port-tap1 of the running VM vm1 is not plugged']);
});

it('names a port that could not be bound to the host, also one that is not plugged', () => {
  const unplugged = { ...PORT, device_id: 'dhcp', device_owner: 'network:dhcp', 'binding:vif_type': 'binding_failed' };
  expect(problems(unplugged, [])).toEqual(['port port-tap1 has binding:vif_type binding_failed instead of ovs']);
});

it.each([
  [true, ['[agent]\ndrop_flows_on_start = True\n']],
  [false, ['drop_flows_on_start=true\n', 'drop_flows_on_start = false\n']],
  [false, ['# drop_flows_on_start = true\n', '']],
  [false, ['l2_population = true\n']],
])('tells whether an agent would drop all flows: %s', (drops, files) => {
  expect(isOn('drop_flows_on_start', files)).toBe(drops);
});
