import type { Database } from '../../connectors/mysql/database';
import type { ClusterDefinition } from '../../model/cluster';
import { tableName } from '../../model/quote';
import { scratchDefinition } from './scratch-server';

/** Flavor and state of a VM, as far as they are not those of a usual one. */
export interface VmShape {
  readonly host?: string | null;
  readonly node?: string | null;
  readonly flavor?: Readonly<Record<string, unknown>> | null;
  /** Where the root disk lies; null for a VM without a root device. */
  readonly root?: 'local' | 'volume' | null;
  readonly columns?: Readonly<Record<string, string | number | null>>;
}

export interface SteinNova {
  readonly definition: ClusterDefinition;
  /** What a nova-compute writes into the databases when it starts; answers the node's uuid. */
  addNode(host: string): Promise<string>;
  /** Answers its uuid. */
  addVm(shape: VmShape): Promise<string>;
  drop(): Promise<void>;
}

const TABLES = {
  novaApi: ['cell_mappings', 'host_mappings'],
  nova: [
    ...['compute_nodes', 'services', 'instances', 'instance_extra', 'instance_info_caches', 'block_device_mapping'],
    ...['instance_metadata', 'instance_system_metadata'],
    ...['security_groups', 'security_group_rules', 'security_group_instance_association'],
  ],
};

const USUAL = { id: 1, name: 'm1', vcpus: 2, memory_mb: 2048, root_gb: 20, ephemeral_gb: 0, swap: 0, extra_specs: {} };

/** Tables of Stein's Nova that are a test's own, in which VMs of any shape can be put. */
export async function createSteinNova(database: Database, name: string): Promise<SteinNova> {
  const schema = `test_${name}_${process.pid}`;
  const given = scratchDefinition();
  await database.run(`CREATE DATABASE ${schema} CHARACTER SET utf8`);
  for (const [of, tables] of Object.entries(TABLES))
    for (const table of tables) {
      const from = tableName(given.target.databases[of as keyof typeof TABLES], table);
      await database.run(`CREATE TABLE ${tableName(schema, table)} LIKE ${from}`);
    }
  const insert = async (table: string, row: Readonly<Record<string, string | number | null>>): Promise<void> => {
    const columns = Object.keys(row).map((column) => `\`${column}\``);
    const marks = columns.map(() => '?').join(', ');
    const into = `INSERT INTO ${tableName(schema, table)} (${columns.join(', ')}) VALUES (${marks})`;
    await database.run(into, Object.values(row));
  };
  let made = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  return {
    definition: {
      ...given,
      target: { ...given.target, databases: { ...given.target.databases, nova: schema, novaApi: schema } },
    },
    addNode: async (host) => {
      const node = uuid();
      await insert('compute_nodes', {
        ...{ uuid: node, host, hypervisor_hostname: host, vcpus: 8, memory_mb: 8192, local_gb: 100, vcpus_used: 0 },
        ...{ memory_mb_used: 0, local_gb_used: 0, hypervisor_type: 'QEMU', hypervisor_version: 1, cpu_info: '' },
        ...{ deleted: 0, mapped: 1 },
      });
      return node;
    },
    addVm: async ({ host = null, node = host, flavor = {}, root = 'local', columns = {} }) => {
      const vm = uuid();
      await insert('instances', {
        ...{ uuid: vm, host, node, project_id: 'tenant', user_id: 'somebody', vm_state: 'active', deleted: 0 },
        ...{ image_ref: root === 'volume' ? '' : 'image', created_at: '2026-11-01 00:00:00', display_name: vm },
        ...columns,
      });
      const data = { ...USUAL, flavorid: '1', rxtx_factor: 1, vcpu_weight: 0, disabled: false, is_public: true };
      const cur = {
        ...{ 'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova', 'nova_object.version': '1.1' },
        'nova_object.data': {
          ...data,
          created_at: null,
          updated_at: null,
          deleted_at: null,
          deleted: false,
          ...flavor,
        },
      };
      const stored = flavor === null ? null : JSON.stringify({ cur, old: null, new: null });
      await insert('instance_extra', { instance_uuid: vm, deleted: 0, flavor: stored });
      if (root !== null)
        await insert('block_device_mapping', {
          ...{ instance_uuid: vm, deleted: 0, boot_index: 0, source_type: 'image', destination_type: root },
        });
      return vm;
    },
    drop: async () => void (await database.run(`DROP DATABASE IF EXISTS ${schema}`)),
  };
}
