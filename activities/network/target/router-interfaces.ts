import type { NetworkApi } from '../../../connectors/openstack/network-api';
import type { Statements } from '../../../connectors/mysql/statements';
import { tableName } from '../../../model/quote';
import { ROUTER_INTERFACE } from '../../../model/network/neutron-names';
import { text } from '../source/fields';

interface Interface {
  readonly router: string;
  readonly port: string;
}

/** Attaches ports to their routers, one after the other: Neutron checks a router's subnets against each other. */
export async function ensureInterfaces(
  api: NetworkApi,
  target: Statements,
  schema: string,
  wanted: readonly Interface[],
): Promise<number> {
  const rows = await target.rows(`SELECT router_id, port_id FROM ${tableName(schema, 'routerports')}`);
  const present = new Set(rows.map((row) => text(row['port_id'])));
  const missing = wanted.filter(({ port }) => !present.has(port));
  for (const { router, port } of missing) {
    const found = await api.find('port', port);
    // What an attempt left that was killed inside of Neutron.
    if (text(found?.['device_id']) !== '') await api.update('port', port, { device_id: '' });
    await api.switchInterface(router, port, 'add');
  }
  return missing.length;
}

/** Takes interfaces out of routers, which deletes their ports; routes, which hold interfaces, come again with the router's step. */
export async function detachInterfaces(api: NetworkApi, interfaces: readonly Interface[]): Promise<number> {
  for (const router of new Set(interfaces.map((one) => one.router))) {
    const routes = (await api.find('router', router))?.['routes'];
    if (Array.isArray(routes) && routes.length > 0) await api.update('router', router, { routes: [] });
  }
  for (const { router, port } of interfaces) await api.switchInterface(router, port, 'remove');
  return interfaces.length;
}

/** Deletes routers with all that hangs on them; returns how many there were. */
export async function removeRouters(api: NetworkApi, ids: readonly string[]): Promise<number> {
  let removed = 0;
  for (const id of ids) {
    const router = await api.find('router', id);
    if (router === undefined) continue;
    // Routes hold their interfaces, the gateway is held by floating IPs, which were undone before.
    if (Array.isArray(router['routes']) && router['routes'].length > 0) await api.update('router', id, { routes: [] });
    const ports = await api.list('port', { device_id: id, device_owner: ROUTER_INTERFACE });
    for (const port of ports) await api.switchInterface(id, port.id, 'remove');
    if (router['external_gateway_info'] !== null) await api.update('router', id, { external_gateway_info: {} });
    if (await api.remove('router', id)) removed++;
  }
  return removed;
}
