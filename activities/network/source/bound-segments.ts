import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Statements, Row } from '../../../connectors/mysql/statements';
import { tableName } from '../../../model/quote';
import type { LibertyRows } from './read-liberty';
import { text } from './fields';

/** The segment that each of these ports is bound to in the old Neutron: on a network of several it is the VLAN of the VM. */
export function boundSegments(rows: LibertyRows, ports: ReadonlySet<string>): NetworkObject[] {
  return rows.bindingLevels.map(boundTo).filter(({ id }) => ports.has(id));
}

/** The same in the new Neutron; no API tells it. */
export async function boundSegmentsOfTarget(
  target: Statements,
  schema: string,
  ports: ReadonlySet<string>,
): Promise<NetworkObject[]> {
  const table = (name: string): string => tableName(schema, name);
  const rows = await target.rows(
    `SELECT l.port_id, s.network_type, s.physical_network, s.segmentation_id
     FROM ${table('ml2_port_binding_levels')} l
       JOIN ${table('ml2_port_bindings')} b ON b.port_id = l.port_id AND b.host = l.host AND b.status = 'ACTIVE'
       JOIN ${table('networksegments')} s ON s.id = l.segment_id
     WHERE l.level = 0`,
  );
  return rows.map(boundTo).filter(({ id }) => ports.has(id));
}

function boundTo(row: Row): NetworkObject {
  return {
    id: text(row['port_id']),
    network_type: text(row['network_type']),
    physical_network: text(row['physical_network']),
    segmentation_id: text(row['segmentation_id']),
  };
}
