import { findRemovals, type Removals } from '../../../activities/network/reconcile/removals';
import type { Sides } from '../../../activities/network/compare/both-sides';
import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { JsonObject } from '../../../model/json';

const NETWORK = { id: 'n', 'provider:segmentation_id': 100 };
const SUBNET = { id: 's', network_id: 'n', cidr: '10.0.0.0/24' };

function port(id: string, more: JsonObject = {}): NetworkObject {
  const fixed_ips = [{ subnet_id: 's', ip_address: '10.0.0.2' }];
  return {
    id,
    network_id: 'n',
    device_owner: 'compute:az1',
    device_id: 'vm',
    fixed_ips,
    security_groups: ['g'],
    ...more,
  };
}

const DHCP = port('dhcp', { device_owner: 'network:dhcp', device_id: 'reserved_dhcp_port' });

function removals(sides: Readonly<Record<string, Sides>>, ...claims: readonly string[]): Removals {
  return findRemovals(sides, new Set(claims));
}

test('what is the same on both sides stays', () => {
  const found = removals({ network: [[NETWORK], [NETWORK]], port: [[DHCP], [DHCP]] }, 'n', 'dhcp');
  expect(found).toMatchObject({ foreign: [], used: [], released: [], ids: { network: [], port: [] } });
});

test('of what is gone from the old side only ours goes', () => {
  const { ids } = removals({ network: [[], [NETWORK, { id: 'theirs' }]] }, 'n');
  expect(ids.network).toEqual(['n']);
});

test('a floating IP is ours by its place', () => {
  const floating = { id: 'drawn', floating_network_id: 'e', floating_ip_address: '203.0.113.1' };
  expect(removals({ floatingip: [[], [floating]] }, 'e 203.0.113.1').ids.floatingip).toEqual(['drawn']);
  expect(removals({ floatingip: [[], [floating]] }).ids.floatingip).toEqual([]);
});

test('another segment: an unused network goes with its subnets and waiting ports, and comes again', () => {
  const moved = { ...NETWORK, 'provider:segmentation_id': 101 };
  const sides = { network: [[moved], [NETWORK]], subnet: [[SUBNET], [SUBNET]], port: [[DHCP], [DHCP]] } as const;
  const { ids, used } = removals(sides, 'n', 's', 'dhcp');
  expect(ids).toMatchObject({ network: ['n'], subnet: ['s'], port: ['dhcp'] });
  expect(used).toEqual([]);
});

test('one that is used is named with its field, its values and a user', () => {
  const moved = { ...NETWORK, 'provider:segmentation_id': 101 };
  const { used } = removals({ network: [[moved], [NETWORK]], port: [[port('p')], [port('p')]] }, 'n', 'p');
  expect(used).toEqual(['network n: provider:segmentation_id was 101 and is 100, and it is used by port p']);
});

test('one that is not ours and differs is named, whatever the field', () => {
  const { foreign, ids } = removals({ network: [[{ ...NETWORK, name: 'a' }], [{ ...NETWORK, name: 'b' }]] });
  expect(foreign).toEqual(['network n: name was "a" and is "b"']);
  expect(ids.network).toEqual([]);
});

test('a port that stays first gives up what is not to be its own', () => {
  const wanted = port('p', { fixed_ips: [], security_groups: ['h'] });
  const sides = { port: [[wanted], [port('p')]], security_group: [[], [{ id: 'g', name: 'x' }]] } as const;
  expect(removals(sides, 'p', 'g').released).toEqual([{ id: 'p', fields: { fixed_ips: [], security_groups: [] } }]);
});

test('ports that come with a router or a floating IP are left to these, and default groups to Neutron', () => {
  const gateway = port('gw', { device_owner: 'network:router_gateway' });
  const group = { id: 'd', name: 'default', description: 'new' };
  const sides = { port: [[], [gateway]], security_group: [[{ ...group, description: 'old' }], [group]] } as const;
  expect(removals(sides, 'gw')).toMatchObject({ foreign: [], ids: { port: [], security_group: [] } });
});
