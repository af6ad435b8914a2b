import type { NetworkApi } from '../../../connectors/openstack/network-api';
import type { Row } from '../../../connectors/mysql/statements';
import { ROUTER_GATEWAY } from '../../../model/network/neutron-names';
import type { AgentRows } from './agent-rows';
import { ensureBound, isBound } from './bind-port';
import type { DrawnIds } from './drawn-ids';
import { UNASKED } from '../source/host-datapaths';
import { text } from '../source/fields';

/** Nova plugs no gateway: its binding says what its stand-in says. */
const DATAPATH = UNASKED;

interface Neutron {
  readonly api: NetworkApi;
  readonly ports: DrawnIds;
  readonly agents: AgentRows;
}

/**
 * Gives the port that Neutron has made for a router's gateway the id and the MAC of the old side's, so that nobody outside has to
 * learn it again, and binds it to the host that it hangs on: the Open vSwitch agent of that host must know it, or the gateway goes dark
 * before the new L3 agent comes. Whether anything was to be done.
 */
export async function ensureGatewayPort({ api, ports, agents }: Neutron, router: string, old: Row): Promise<boolean> {
  const [drawn] = await api.list('port', { device_id: router, device_owner: ROUTER_GATEWAY });
  if (drawn === undefined) return false;
  const id = text(old['id']);
  const host = old['vif_type'] === 'ovs' ? text(old['host']) : '';
  const wanted = { id, 'binding:host_id': host };
  if (drawn.id === id && isBound(wanted, drawn, DATAPATH)) return false;
  if (drawn.id !== id) await ports.replace(drawn.id, id, { mac_address: text(old['mac_address']) });
  await agents.renew();
  await ensureBound(api, wanted, drawn, DATAPATH);
  return true;
}
