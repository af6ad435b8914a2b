import { datapathOf, PROCEDURES, type Datapath } from '../../flows/procedures';
import type { Bridge, Switch } from '../../model/network/switch';
import { read } from '../house/sources';

const DATAPATHS: readonly Datapath[] = ['userspace', 'kernel'];

function switchOf(bridges: Readonly<Record<string, string>>): Switch {
  return {
    managers: [],
    bridges: Object.entries(bridges).map(([name, datapathType]): Bridge => ({
      ...{ name, datapathType, protocols: [], failMode: '', controllers: [], ports: [] },
    })),
  };
}

test.each<[string, Datapath]>([
  ['netdev', 'userspace'],
  ['system', 'kernel'],
  ['', 'kernel'],
])('a bridge of type "%s" has its datapath in %s', (datapathType, datapath) => {
  expect(datapathOf(switchOf({ 'br-int': datapathType }), 'br-int')).toBe(datapath);
});

test("the integration bridge's type counts, whatever the others'", () => {
  expect(datapathOf(switchOf({ 'br-ex': 'netdev', 'br-int': 'system' }), 'br-int')).toBe('kernel');
  expect(datapathOf(switchOf({ 'br-ex': 'system', 'br-my': 'netdev' }), 'br-my')).toBe('userspace');
});

test('a switch without that bridge is taken for what Open vSwitch makes by default', () => {
  expect(datapathOf(switchOf({ 'br-ex': 'netdev' }), 'br-int')).toBe('kernel');
});

test('every datapath has a procedure, with what was lost of how many pings in how many changes', () => {
  expect(Object.keys(PROCEDURES).sort()).toEqual([...DATAPATHS].sort());
  for (const datapath of DATAPATHS) {
    const { name, measured } = PROCEDURES[datapath];
    expect(name).not.toBe('');
    expect(measured).toMatch(/^\d[\d,]* of [\d,]+ pings lost in \d+ changes\b/);
  }
});

const written = (count: number): string => count.toLocaleString('en-US');

/** There and back again; twenty changes and six more. */
test.each<[Datapath, readonly number[]]>([
  ['userspace', [1_347_334, 517_512]],
  ['kernel', [89_472, 28_863]],
])('the pings of %s are those of the benchmarks, summed up', (datapath, pings) => {
  for (const count of pings) expect(read('docs/benchmarks.md').includes(written(count))).toBe(true);
  const sum = pings.reduce((one, other) => one + other, 0);
  expect(PROCEDURES[datapath].measured).toContain(` of ${written(sum)} pings lost`);
});
