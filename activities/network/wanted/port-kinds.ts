import type { Row } from '../../../connectors/mysql/statements';
import type { CreatedOnDemand } from '../../../model/network-choices';
import { DHCP_OWNER, FLOATING_IP, ROUTER_GATEWAY, ROUTER_INTERFACE } from '../../../model/network/neutron-names';
import type { LibertyRows } from '../source/read-liberty';
import { flag, text } from '../source/fields';

/**
 * How a port comes into being: by its own POST (`dhcp` reserved for any agent, `interface` then attached to its
 * router), `born` with its router or floating IP, or not at all.
 */
export type PortKind = 'own' | 'dhcp' | 'interface' | 'born' | 'left';

/** The routers that are created where the definition asks for them: those that are in one place. */
export function creatableRouters(rows: LibertyRows, create: readonly CreatedOnDemand[]): readonly Row[] {
  if (!create.includes('routers')) return [];
  return rows.routers.filter((row) => !flag(row['distributed']) && !flag(row['ha']));
}

/** Tells the kinds of ports apart, for one cluster and what its definition asks for. */
export function portKinds(rows: LibertyRows, create: readonly CreatedOnDemand[]): (port: Row) => PortKind {
  const routers = new Set(creatableRouters(rows, create).map((row) => text(row['id'])));
  const floating = create.includes('floatingIps');
  return (port) => {
    const owner = text(port['device_owner']);
    if (owner === DHCP_OWNER) return 'dhcp';
    if (!owner.startsWith('network:')) return 'own';
    const ofRouter = routers.has(text(port['device_id']));
    if (owner === ROUTER_INTERFACE && ofRouter) return 'interface';
    if (owner === ROUTER_GATEWAY && ofRouter) return 'born';
    return owner === FLOATING_IP && floating ? 'born' : 'left';
  };
}
