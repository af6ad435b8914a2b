import type { CreatedOnDemand } from '../../../model/network-choices';
import { ROUTER_INTERFACE } from '../../../model/network/neutron-names';
import { text } from '../source/fields';
import type { LibertyRows } from '../source/read-liberty';
import { routerInterfaces } from '../wanted/routers';

interface Going {
  /** Routers that are deleted with all their interfaces. */
  readonly routers: ReadonlySet<string>;
  /** Ports that are deleted. */
  readonly ports: ReadonlySet<string>;
  /** What is ours. */
  readonly claims: ReadonlySet<string>;
}

/** Interfaces of our routers that the old side has not there, or whose ports go. */
export function detachedInterfaces(
  rows: LibertyRows,
  now: LibertyRows,
  create: readonly CreatedOnDemand[],
  { routers, ports, claims }: Going,
): readonly { readonly router: string; readonly port: string }[] {
  const kept = new Set(routerInterfaces(rows, create).map(({ router, port }) => `${router} ${port}`));
  return now.routerPorts
    .filter((row) => text(row['port_type']) === ROUTER_INTERFACE)
    .map((row) => ({ router: text(row['router_id']), port: text(row['port_id']) }))
    .filter(
      ({ router, port }) =>
        claims.has(router) && !routers.has(router) && (!kept.has(`${router} ${port}`) || ports.has(port)),
    );
}
