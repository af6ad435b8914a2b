import type { TableMapping } from '../../model/mapping';
import type { ReleasePair } from '../../model/pair/release-pair';
import { NEUTRON_COLUMNS, type NeutronStatements } from '../../model/pair/neutron-rows';

/** Of the table of the same name, all rows. */
function table(to: string, more: Partial<TableMapping> = {}): TableMapping {
  return {
    name: `nova.${to}`,
    from: { database: 'nova', table: to },
    to: { database: 'nova', table: to },
    where: 'TRUE',
    ...more,
  };
}

/** Each kind from a table of its own name, as the bakers call things: `rye_ports`. */
const STATEMENTS = Object.fromEntries(
  Object.entries(NEUTRON_COLUMNS).map(([kind, columns]) => [kind, `SELECT ${columns.join()} FROM {db}.rye_${kind}`]),
) as NeutronStatements;

/** Two releases of a bakery that share no name with those that StackLeap upgrades: what is made for these shows up with it. */
export const BAKERY: ReleasePair = {
  ...{ name: 'rye-to-spelt', from: 'rye', to: 'spelt', lookups: {}, inFlight: [], notices: [] },
  ownerColumns: [],
  assertions: { images: [], compute: [], volumes: [] },
  excludedTables: [],
  tables: {
    images: [],
    compute: [
      table('loaves', { columns: { grams: { sql: 's.kilos * 1000' } }, dropped: ['kilos'] }),
      table('orders', { where: 's.paid = 1', dropped: ['paid'], after: ['nova.loaves'], optional: 'orders' }),
    ],
    volumes: [],
  },
  fixUps: [
    { name: 'names', why: 'Spelt has names.', changes: { 'nova.loaves': { columns: { name: { uuidOf: 'id' } } } } },
  ],
  network: {
    statements: STATEMENTS,
    targetStatements: STATEMENTS,
    readTables: Object.keys(NEUTRON_COLUMNS).map((kind) => `rye_${kind}`),
    ownTables: ['rye_flour'],
    features: [{ name: 'crumbs', what: 'crumbs stay behind', rows: [{ table: 'rye_crumbs', where: 'size > 0' }] }],
    serviceTables: [{ name: 'cakes', what: 'cakes stay behind', tables: /^cake_/ }],
    quotas: ['network', 'oven'],
    tunnels: {
      statement: 'SELECT type, ip_address, host, udp_port FROM {db}.rye_tunnels',
      tables: { vxlan: 'rye_vxlan', gre: 'rye_gre', geneve: 'rye_geneve' },
    },
    agentController: 'tcp:127.0.0.1:6634',
    protocolNumbers: { tcp: '6' },
  },
  versions: { known: [], leastCeph: '0' },
  modules: [],
  packages: { required: ['spelt-nova'], excluded: ['millstone'], neverRemoved: ['oven', 'flour*'] },
  units: {
    compute: 'oven.service',
    agent: 'baker.service',
    logs: { compute: '/var/log/oven.log', agent: '/var/log/baker.log' },
    libvirt: 'kneader.service',
    managers: ['foreman.service'],
    services: { dhcp: 'leases.service', l3: 'roads.service', metadata: 'labels.service' },
    held: [
      { unit: 'millstone.service', how: 'keep', why: 'it grinds' },
      { unit: 'baker.service', how: 'stop', why: 'it starts later' },
      { unit: 'oven.service', how: 'stop', why: 'it starts later' },
    ],
  },
  configuration: {
    nova: '/etc/spelt/oven.conf',
    files: [
      { template: 'oven.conf', path: '/etc/spelt/oven.conf' },
      { template: 'baker.conf', path: '/etc/spelt/baker.conf' },
    ],
    services: {
      dhcp: [{ template: 'leases.conf', path: '/etc/spelt/leases.conf' }],
      l3: [],
      metadata: [],
    },
    agent: { before: ['/usr/share/spelt/dist.conf'], dropIns: ['/etc/spelt/conf.d'] },
  },
  compute: {
    harmlessOptions: { SPELT_BURN_NOTHING: 'True' },
    fatalEvacuation: "s.status = 'burnt'",
    least: { libvirt: '1.0', qemu: '1.0' },
  },
};
