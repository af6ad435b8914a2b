import { placeFindings, unmappedPlaces } from '../../../activities/network/preflight/segments/blocked-segments';
import { segmentPlaces } from '../../../activities/network/preflight/segments/segment-places';
import type { LibertyRows } from '../../../activities/network/source/read-liberty';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';
import { definitionOf } from '../../support/definition';

const NOTHING = Object.fromEntries(Object.keys(LIBERTY_NEUTRON).map((kind) => [kind, []])) as unknown as LibertyRows;
const VLAN = { network_type: 'vlan', physical_network: 'physnet1' };
const ROWS: LibertyRows = {
  ...NOTHING,
  networks: [
    { id: 'a', name: 'blue', mtu: 0 },
    { id: 'b', name: 'jumbo', mtu: 9000 },
    { id: 'c', name: 'tunnel', mtu: 0 },
  ],
  segments: [
    { ...VLAN, network_id: 'a', segmentation_id: 101 },
    { ...VLAN, network_id: 'b', segmentation_id: 102 },
    { network_id: 'c', network_type: 'vxlan', physical_network: null, segmentation_id: 70 },
  ],
};
const [vlan, tunnels] = segmentPlaces(ROWS) as [
  ReturnType<typeof segmentPlaces>[0],
  ReturnType<typeof segmentPlaces>[0],
];

function messages(found: readonly { readonly message: string }[]): string {
  return found.map(({ message }) => message).join('\n');
}

test('a place is asked about once, by one of its segments', () => {
  expect(segmentPlaces(ROWS)).toMatchObject([
    { type: 'vlan', physical: 'physnet1', segmentation: 101, networks: [{ id: 'a' }, { id: 'b' }] },
    { type: 'vxlan', physical: '', segmentation: 70, networks: [{ id: 'c' }] },
  ]);
});

test('networks that the new Neutron refuses are named with its words and a remedy', () => {
  const said = messages(placeFindings(vlan, { refused: "physical_network 'physnet1' unknown" }, null));
  for (const part of ['2 networks', 'blue (a), jumbo (b)', 'vlan on physnet1', 'unknown', 'network_vlan_ranges'])
    expect(said).toContain(part);
});

test.each([
  ['larger than a network card has, and nothing was chosen', vlan, 9000, null, 'network.mtu: 1500'],
  ['smaller on a wire without tunnels', vlan, 1400, null, 'would give them 1400'],
  ['larger in tunnels', tunnels, 8950, null, 'network.mtu: 1500'],
  ['smaller than what was chosen', tunnels, 1450, 1500, 'takes at most 1450 there. Raise path_mtu'],
])('a computed MTU that is %s is a finding', (_what, place, largestMtu, choice, part) => {
  expect(messages(placeFindings(place, { largestMtu }, choice))).toContain(part);
});

test.each([
  ['it is that of a network card', 1500, null],
  ['the new one is what is wanted', 9000, 'computed' as const],
  ['one was chosen that fits', 9000, 1500],
])('a network without an MTU is none when %s', (_what, largestMtu, choice) => {
  const { networks } = vlan;
  const unset = { ...vlan, networks: networks.filter(({ mtu }) => mtu === 0) };
  expect(placeFindings(unset, { largestMtu }, choice)).toEqual([]);
  expect(placeFindings(tunnels, { largestMtu: 1450 }, choice === 1500 ? null : choice)).toEqual([]);
});

test('an MTU above the largest is a finding, whatever was chosen', () => {
  expect(messages(placeFindings(vlan, { largestMtu: 1500 }, 'computed'))).toContain(
    '1 network of the old Neutron, jumbo (b)',
  );
});

test('physical networks of ports on hypervisors must have a bridge; those of network nodes need none', () => {
  const definition = definitionOf('blue');
  const [host = ''] = definition.hypervisors;
  const rows: LibertyRows = {
    ...ROWS,
    ports: [
      { id: 'p', host },
      { id: 'q', host: 'network1' },
    ],
    bindingLevels: [
      { port_id: 'p', physical_network: 'physnet9' },
      { port_id: 'q', physical_network: 'external' },
    ],
  };
  const [found, ...more] = unmappedPlaces(definition, rows);
  expect(more).toEqual([]);
  expect(found?.message).toContain('network.physicalNetworks lacks: physnet9. Name each');
});
