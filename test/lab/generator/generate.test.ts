import { createHash } from 'node:crypto';
import { NETWORKS, PROJECTS, VMS } from '../../../lab/inventory';
import { schemaStatements } from '../../../lab/generator/fill';
import { generateLiberty } from '../../../lab/generator/generate';
import type { LibertyDatabase, Row, TableRows } from '../../../lab/generator/rows';

const DATABASES: readonly LibertyDatabase[] = ['nova', 'glance', 'cinder', 'neutron'];

function digest(seed: number, instances: number): string {
  const hash = createHash('sha256');
  const cluster = generateLiberty({ seed, instances });
  for (const database of DATABASES)
    for (const { table, rows } of cluster[database]) hash.update(JSON.stringify([table, [...rows]]));
  return hash.digest('hex');
}

function rowsOf(tables: readonly TableRows[], name: string): Row[] {
  return tables.filter(({ table }) => table === name).flatMap(({ rows }) => [...rows]);
}

describe('generateLiberty', () => {
  it('gives the same rows for the same seed, and others for another', () => {
    expect(digest(7, 40)).toBe(digest(7, 40));
    expect(digest(7, 40)).not.toBe(digest(8, 40));
  });

  it('holds the VMs of the inventory as active instances on their hosts', () => {
    const { nova, neutron } = generateLiberty({ seed: 1, instances: 12 });
    const instances = rowsOf(nova, 'instances');
    const ports = rowsOf(neutron, 'ports');
    const bindings = rowsOf(neutron, 'ml2_port_bindings');
    const addresses = rowsOf(neutron, 'ipallocations');
    for (const vm of VMS) {
      expect(instances.find(({ uuid }) => uuid === vm.uuid)).toMatchObject({
        display_name: vm.name,
        host: vm.host,
        node: vm.host,
        vm_state: 'active',
        power_state: 1,
        project_id: vm.projectId,
        deleted: 0,
      });
      expect(ports.find(({ id }) => id === vm.portId)).toMatchObject({
        mac_address: vm.mac,
        network_id: vm.network.id,
        device_id: vm.uuid,
      });
      expect(bindings.find(({ port_id }) => port_id === vm.portId)).toMatchObject({ host: vm.host, vif_type: 'ovs' });
      expect(addresses.find(({ port_id }) => port_id === vm.portId)).toMatchObject({ ip_address: vm.address });
    }
    expect(rowsOf(neutron, 'networks').map(({ id }) => id)).toEqual(
      expect.arrayContaining(NETWORKS.map(({ id }) => id)),
    );
  });

  it('puts the rest on paper: four shelved, then active ones on hosts that only the old databases know', () => {
    const { nova } = generateLiberty({ seed: 1, instances: 70 });
    const living = rowsOf(nova, 'instances').filter(({ deleted }) => deleted === 0);
    expect(living).toHaveLength(70);
    expect(living.filter(({ vm_state }) => vm_state === 'shelved_offloaded').map(({ host }) => host)).toEqual(
      Array.from({ length: 4 }, () => null),
    );
    const hosts = new Set(rowsOf(nova, 'compute_nodes').map(({ host }) => host));
    expect([...hosts]).toEqual(['compute1', 'compute2', 'compute3', 'paper01', 'paper02']);
    for (const { host } of living) if (host !== null) expect(hosts).toContain(host);
    const deleted = rowsOf(nova, 'instances').filter((row) => row['deleted'] !== 0);
    expect(deleted).not.toHaveLength(0);
    for (const row of deleted) expect(row['deleted']).toBe(row['id']);
  });

  it.each(DATABASES)(
    'gives %s rows of known tables and columns, under unique primary keys and existing parents',
    async (name) => {
      const tables = generateLiberty({ seed: 3, instances: 60 })[name];
      for (const statement of await schemaStatements(name)) {
        const table = /^CREATE TABLE `(\w+)`/.exec(statement)?.[1];
        if (table === undefined) continue;
        const rows = rowsOf(tables, table);
        const columns = [...statement.matchAll(/^ {2}`(\w+)` /gm)].map(([, column]) => column as string);
        for (const row of rows.slice(0, 1)) expect(columns).toEqual(expect.arrayContaining(Object.keys(row)));
        const key = /PRIMARY KEY \((.*)\)/.exec(statement)?.[1]?.match(/\w+/g) ?? columns;
        const keys = rows.map((row) => key.map((column) => row[column]).join());
        expect(new Set(keys).size).toBe(rows.length);
        for (const [, column, parent, column2] of statement.matchAll(
          /FOREIGN KEY \(`(\w+)`\) REFERENCES `(\w+)` \(`(\w+)`\)/g,
        )) {
          const parents = new Set(rowsOf(tables, parent as string).map((row) => row[column2 as string]));
          for (const row of rows) if (row[column as string]) expect(parents).toContain(row[column as string]);
        }
      }
      const known = (await schemaStatements(name)).join('\n');
      for (const { table } of tables) expect(known).toContain(`CREATE TABLE \`${table}\``);
    },
  );

  it('uses no project that the inventory does not know', () => {
    const known = new Set<unknown>(PROJECTS.map(({ id }) => id));
    const { nova, neutron, cinder, glance } = generateLiberty({ seed: 5, instances: 60 });
    const used = [...nova, ...neutron, ...cinder, ...glance].flatMap(({ rows }) =>
      [...rows].flatMap((row) => [row['project_id'], row['tenant_id'], row['owner']]),
    );
    expect(used.filter((id) => id && !known.has(id))).toEqual([]);
  });
});
