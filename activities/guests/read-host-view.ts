import { readDomains } from '../../connectors/libvirt/read-domains';
import type { RemoteMachine } from '../../model/command';
import type { Domains, GuestPort, GuestRow } from '../../model/guest';
import { tableName } from '../../model/quote';
import type { Access } from '../services/access';
import type { Query } from '../services/query';
import type { HostView } from './host-view';
import { readOwnName } from './own-name';

type Databases = Pick<Access, 'definition' | 'source' | 'target'>;

const NOVA_CONF = '/etc/nova/nova.conf';

/** Evacuations that a starting nova-compute acts upon. */
const EVACUATIONS = `migration_type = 'evacuation' AND status IN ('accepted', 'pre-migrating', 'done')`;

/**
 * A hypervisor by the old databases, before anything is copied. What is under way there is left out: it comes to its end before
 * anything is touched.
 */
export async function readOldView({ definition, source }: Databases, machine: RemoteMachine): Promise<HostView> {
  const { nova, neutron } = definition.source.databases;
  const libvirt = await readDomains(machine);
  const rows = await readRows(source, nova, machine.name, libvirt);
  const busy = new Set(rows.filter(({ taskState }) => taskState !== '').map(({ uuid }) => uuid));
  return {
    host: machine.name,
    libvirt: { ...libvirt, domains: libvirt.domains.filter(({ uuid }) => !busy.has(uuid)) },
    rows: rows.filter(({ uuid }) => !busy.has(uuid)),
    evacuated: [],
    ports: await readPorts(source, neutron, machine.name),
  };
}

/** The same by the new databases, and by the configuration with which nova-compute starts next. */
export async function readNewView({ definition, target }: Databases, machine: RemoteMachine): Promise<HostView> {
  const { nova, neutron } = definition.target.databases;
  const libvirt = await readDomains(machine);
  const evacuations = await target(
    `SELECT DISTINCT instance_uuid FROM ${tableName(nova, 'migrations')} WHERE source_compute = ? AND ${EVACUATIONS}`,
    [machine.name],
  );
  return {
    host: machine.name,
    ownName: await readOwnName(machine, NOVA_CONF),
    libvirt,
    rows: await readRows(target, nova, machine.name, libvirt),
    evacuated: evacuations.map((row) => String(row['instance_uuid'])),
    ports: await readPorts(target, neutron, machine.name),
  };
}

/** Instances on the host, and whatever Nova knows of the guests that are there. */
async function readRows(query: Query, nova: string, host: string, { domains }: Domains): Promise<readonly GuestRow[]> {
  const known = domains.length === 0 ? '' : `OR uuid IN (${domains.map(() => '?').join(', ')})`;
  const rows = await query(
    `SELECT uuid, display_name, host, node, vm_state, task_state, power_state FROM ${tableName(nova, 'instances')}
       WHERE deleted = 0 AND (host = ? ${known})`,
    [host, ...domains.map(({ uuid }) => uuid)],
  );
  return rows.map((row) => ({
    uuid: String(row['uuid']),
    name: String(row['display_name'] ?? ''),
    host: String(row['host'] ?? ''),
    node: String(row['node'] ?? ''),
    vmState: String(row['vm_state'] ?? ''),
    taskState: String(row['task_state'] ?? ''),
    powerState: Number(row['power_state'] ?? 0),
  }));
}

async function readPorts(query: Query, neutron: string, host: string): Promise<readonly GuestPort[]> {
  const rows = await query(
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
