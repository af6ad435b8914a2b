import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Row } from '../../../connectors/mysql/statements';
import type { LibertyRows } from './read-liberty';
import { text } from './fields';

/** The segment that each of these ports is bound to; no API tells it. On a network of several it is the VLAN of the VM. */
export function boundSegments(rows: LibertyRows, ports: ReadonlySet<string>): NetworkObject[] {
  const top = rows.bindingLevels.filter(({ level }) => Number(level) === 0);
  return top.map(boundTo).filter(({ id }) => ports.has(id));
}

function boundTo(row: Row): NetworkObject {
  return {
    id: text(row['port_id']),
    network_type: text(row['network_type']),
    physical_network: text(row['physical_network']),
    segmentation_id: text(row['segmentation_id']),
  };
}
