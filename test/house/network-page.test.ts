import { parse } from 'yaml';
import { networkSchema } from '../../config/network-schema';
import { DEFAULT_NETWORK } from '../../model/network-choices';
import { FEATURES, SERVICE_TABLES } from '../../releases/liberty-to-stein/neutron-features';
import { LIBERTY_NEUTRON } from '../../releases/liberty-to-stein/neutron';
import { read } from './sources';

const PAGE = read('docs/network.md');

test('the example of a definition is one, and shows everything that can be chosen', () => {
  const [, block = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(PAGE) ?? [];
  const { network } = parse(block) as { network: object };
  expect(Object.keys(network).sort()).toEqual(
    ['physicalNetworks', 'integrationBridge', ...Object.keys(DEFAULT_NETWORK)].sort(),
  );
  expect(networkSchema.parse(network)).toEqual(network);
});

test('only the first two keys must be there, and the defaults are those of the page', () => {
  expect(networkSchema.parse({ physicalNetworks: {}, integrationBridge: 'br-int' })).toMatchObject(DEFAULT_NETWORK);
  const services = { dhcp: null, l3: null, metadata: null };
  expect(DEFAULT_NETWORK).toEqual({
    tunnelBridge: null,
    create: [],
    leaveBehind: [],
    mtu: null,
    atOnce: 8,
    extension: null,
    services,
  });
});

test('everything that may stay behind is explained by its name', () => {
  for (const { name } of [...FEATURES, ...SERVICE_TABLES])
    expect(PAGE).toMatch(new RegExp(`^\\|.*\`${name}\`.*\\|.+\\|$`, 'm'));
});

test('every old table that is read is in the table of what is read', () => {
  const tables = new Set(
    Object.values(LIBERTY_NEUTRON).flatMap((sql) => [...sql.matchAll(/\{db\}\.(\w+)/g)].map(([, table = '']) => table)),
  );
  // Described in words: what a port is bound to, and whether a router is in one place.
  const inWords = ['ml2_port_binding_levels', 'router_extra_attributes'];
  expect([...tables].filter((table) => !inWords.includes(table) && !PAGE.includes(`\`${table}\``))).toEqual([]);
});
