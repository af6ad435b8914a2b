import { ApiError } from '../../../connectors/openstack/api-error';
import { NetworkApi } from '../../../connectors/openstack/network-api';
import type { Blocker } from '../../../model/blocker';
import type { Access } from '../../toolbox/access';
import { EXPLICIT_IDS } from '../target/explicit-ids';
import type { LibertyRows } from '../source/read-liberty';
import { flag } from '../source/fields';
import { wantedRouters } from '../wanted/routers';

/** Extensions of the new Neutron that the old side's rows take, and that are not loaded. */
export async function blockedExtensions({ definition, session }: Access, rows: LibertyRows): Promise<Blocker[]> {
  try {
    const loaded = await new NetworkApi(session).extensions();
    return neededExtensions(definition.network.create, rows)
      .filter(({ alias }) => !loaded.has(alias))
      .map(({ alias, why }) => blocker(`The new Neutron lacks the extension ${alias}: ${why}`));
  } catch (error) {
    if (error instanceof ApiError) return [blocker(error.message)];
    throw error;
  }
}

function neededExtensions(
  create: Access['definition']['network']['create'],
  rows: LibertyRows,
): readonly { readonly alias: string; readonly why: string }[] {
  const unguarded = [...rows.ports, ...rows.networks].filter(
    (row) => row['port_security_enabled'] !== null && !flag(row['port_security_enabled']),
  );
  const several = new Set(rows.segments.filter((row, i) => rows.segments[i - 1]?.['network_id'] === row['network_id']));
  const routers = wantedRouters(rows, create);
  const all = [
    { alias: EXPLICIT_IDS, why: 'StackLeap ships it (docs/network.md tells how to deploy it)', count: 1 },
    { alias: 'rbac-policies', why: 'networks are shared', count: rows.sharing.length },
    { alias: 'port-security', why: `${unguarded.length} objects have port security off`, count: unguarded.length },
    { alias: 'allowed-address-pairs', why: 'ports have address pairs', count: rows.addressPairs.length },
    { alias: 'extra_dhcp_opt', why: 'ports have DHCP options', count: rows.dhcpOptions.length },
    { alias: 'multi-provider', why: 'networks have several segments', count: several.size },
    {
      alias: 'net-mtu',
      why: 'networks have an MTU',
      count: rows.networks.filter((row) => Number(row['mtu']) > 0).length,
    },
    { alias: 'router', why: 'network.create asks for routers', count: routers.length },
    { alias: 'ext-gw-mode', why: 'routers have gateways', count: routers.length },
    { alias: 'extraroute', why: 'routers have routes', count: routers.length === 0 ? 0 : rows.routerRoutes.length },
  ];
  return all.filter(({ count }) => count > 0);
}

function blocker(message: string): Blocker {
  return { type: 'ApiFailed', message: `${message}.` };
}
