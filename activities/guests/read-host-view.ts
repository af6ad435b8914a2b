import { readDomains } from '../../connectors/libvirt/read-domains';
import { table } from '../../connectors/mysql/table';
import type { Statements } from '../../connectors/mysql/statements';
import type { RemoteMachine } from '../../model/remote-command';
import type { Domains, GuestPort, GuestRow } from '../../model/guest';
import { tableName } from '../../model/quote';
import type { Access } from '../toolbox/access';
import type { HostView } from './host-view';
import { readOwnName } from './own-name';

type Databases = Pick<Access, 'definition' | 'pair' | 'source' | 'target'>;

/**
 * A hypervisor by the old databases, before anything is copied. What is under way there is left out: it comes to its end before
 * anything is touched. Deleted rows are not copied.
 */
export async function readOldView({ definition, source }: Databases, machine: RemoteMachine): Promise<HostView> {
  const { nova, neutron } = definition.source.databases;
  const libvirt = await readDomains(machine);
  const rows = await readRows(source, nova, machine.name, libvirt, 'living');
  const busy = new Set(rows.filter(({ taskState }) => taskState !== '').map(({ uuid }) => uuid));
  return {
    host: machine.name,
    libvirt: { ...libvirt, domains: libvirt.domains.filter(({ uuid }) => !busy.has(uuid)) },
    nodes: await readNodes(source, nova, machine.name),
    rows: rows.filter(({ uuid }) => !busy.has(uuid)),
    evacuated: [],
    ports: await readPorts(source, neutron, machine.name),
  };
}

/**
 * The same by the new databases, and by the configuration with which nova-compute starts next. Where the definition says that no
 * libvirt can be asked, all else is looked at.
 */
export async function readNewView(
  { definition, pair, source, target }: Databases,
  machine: RemoteMachine,
): Promise<HostView> {
  const { nova, neutron } = definition.target.databases;
  const host = machine.name;
  const libvirt = definition.guests.unproven.includes(host) ? null : await readDomains(machine);
  const evacuations = await target.rows(
    `SELECT DISTINCT s.instance_uuid FROM ${tableName(nova, 'migrations')} s
      WHERE s.source_compute = ? AND ${pair.compute.fatalEvacuation}`,
    [host],
  );
  return {
    host,
    ownName: await readOwnName(machine, pair.configuration.nova),
    libvirt,
    nodes: await readNodes(source, definition.source.databases.nova, host),
    rows: await readRows(target, nova, host, libvirt, 'all'),
    evacuated: evacuations.map((row) => String(row['instance_uuid'])),
    ports: await readPorts(target, neutron, host),
  };
}

/** What the old Nova calls the host's compute nodes. */
async function readNodes(on: Statements, nova: string, host: string): Promise<readonly string[]> {
  const nodes = table<ComputeNode>(nova, 'compute_nodes').where({ deleted: 0, host });
  const rows = await on.rows(nodes.select('hypervisor_hostname'));
  return rows.map((row) => row.hypervisor_hostname ?? '');
}

interface ComputeNode {
  readonly host: string | null;
  readonly hypervisor_hostname: string | null;
  readonly deleted: number;
}

interface InstanceRow {
  readonly uuid: string;
  readonly display_name: string | null;
  readonly host: string | null;
  readonly node: string | null;
  readonly vm_state: string | null;
  readonly task_state: string | null;
  readonly power_state: number | null;
  readonly deleted: number;
}

const INSTANCE_COLUMNS = [
  ...(['uuid', 'display_name', 'host', 'node', 'vm_state', 'task_state', 'power_state', 'deleted'] as const),
];

/** Instances on the host, and whatever Nova knows of the guests that are there; with `all` of deleted ones, too. */
async function readRows(
  on: Statements,
  nova: string,
  host: string,
  libvirt: Domains | null,
  which: 'living' | 'all',
): Promise<readonly GuestRow[]> {
  const ids = (libvirt?.domains ?? []).map(({ uuid }) => uuid);
  const found = table<InstanceRow>(nova, 'instances').where({ deleted: 0, host }).orWhereIn('uuid', ids);
  // AND binds closer than OR.
  const wanted = which === 'all' ? found : found.andWhere({ deleted: 0 });
  const rows = await on.rows(wanted.select(...INSTANCE_COLUMNS));
  return rows.map((row) => ({
    uuid: row.uuid,
    name: row.display_name ?? '',
    host: row.host ?? '',
    node: row.node ?? '',
    vmState: row.deleted === 0 ? (row.vm_state ?? '') : 'deleted',
    taskState: row.deleted === 0 ? (row.task_state ?? '') : '',
    powerState: row.power_state ?? 0,
  }));
}

async function readPorts(on: Statements, neutron: string, host: string): Promise<readonly GuestPort[]> {
  const rows = await on.rows(
    `SELECT p.id, p.device_id, p.mac_address FROM ${tableName(neutron, 'ports')} p
       JOIN ${tableName(neutron, 'ml2_port_bindings')} b ON b.port_id = p.id
      WHERE b.host = ? AND p.device_owner LIKE 'compute:%'`,
    [host],
  );
  return rows.map((row) => ({
    id: String(row['id']),
    instance: String(row['device_id']),
    mac: String(row['mac_address']),
  }));
}
