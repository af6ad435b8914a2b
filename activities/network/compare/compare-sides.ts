import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import { OVS_AGENT } from '../../../model/network/neutron-names';
import type { Access } from '../../toolbox/access';
import { AgentRows } from '../target/agent-rows';
import { boundSegments, boundSegmentsOfTarget } from '../source/bound-segments';
import { defaultGroupIds, mapDefaults } from '../target/default-groups';
import { differencesOf, type Difference } from './differences';
import { boundPort, isBoundByUs, withDetails } from './compared-ports';
import { readHostDatapaths } from '../source/host-datapaths';
import { hybridPorts } from '../source/plugs';
import type { LibertyRows } from '../source/read-liberty';
import { flag, text } from '../source/fields';
import { wantedNetworks } from '../wanted/networks';
import { wantedPorts } from '../wanted/ports';
import { wantedFloatingIps, wantedRouters } from '../wanted/routers';
import { oldDefaultGroups, wantedDefaultGroups, wantedRules, wantedSecurityGroups } from '../wanted/security-groups';
import { wantedSharing } from '../wanted/sharing';
import { wantedSubnets } from '../wanted/subnets';

export interface Comparison {
  /** How many objects of each kind were compared. */
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

type Objects = readonly NetworkObject[];

/** Reads the new side again and compares it with the old one, kind by kind. */
export async function compareSides(access: Access, cluster: string, rows: LibertyRows): Promise<Comparison> {
  const { definition, ledger, session, target } = access;
  const { create } = definition.network;
  const schema = definition.target.databases.neutron;
  const api = new NetworkApi(session);
  await new AgentRows(target, schema).renew();
  const newDefaults = await defaultGroupIds(target, schema);
  const defaults = mapDefaults(oldDefaultGroups(rows), newDefaults);
  // Neutron makes default groups for whoever calls it first: only those of the old side's projects have a counterpart.
  const strange = new Set([...newDefaults.values()].filter((id) => !Object.values(defaults).includes(id)));
  const hosts = new Set(rows.agents.map((row) => text(row['host'])));
  const ports = wantedPorts(rows, defaults, create);
  const hybrid = await hybridPorts(ledger, cluster, rows);
  const datapathOf = await readHostDatapaths(ledger, cluster, definition);
  const bound = new Set(ports.filter(isBoundByUs).map(({ port }) => port.id));

  const comparisons: Record<string, readonly [old: Objects, now: Objects]> = {
    agent: [
      rows.agents.map((row) => livingAgent(text(row['host']), flag(row['admin_state_up']))),
      (await api.list('agent', { agent_type: OVS_AGENT.type })).map(byHost).filter(({ id }) => hosts.has(id)),
    ],
    security_group: [
      [...wantedSecurityGroups(rows), ...wantedDefaultGroups(rows, defaults)],
      (await api.list('security_group')).filter(({ id }) => !strange.has(id)),
    ],
    security_group_rule: [
      wantedRules(rows, defaults),
      (await api.list('security_group_rule')).filter((rule) => !strange.has(text(rule['security_group_id']))),
    ],
    network: [wantedNetworks(rows), await api.list('network')],
    rbac_policy: [
      wantedSharing(rows),
      (await api.list('rbac_policy', { action: 'access_as_shared' })).filter(ofNetwork),
    ],
    subnet: [wantedSubnets(rows), await api.list('subnet')],
    port: [ports.map((wanted) => boundPort(wanted, hybrid, datapathOf)), (await api.list('port')).map(withDetails)],
    binding: [boundSegments(rows, bound), await boundSegmentsOfTarget(target, schema, bound)],
    // A Neutron without its router plugin knows neither.
    ...(create.includes('routers') ? { router: [wantedRouters(rows, create), await api.list('router')] } : {}),
    ...(create.includes('floatingIps')
      ? { floatingip: [wantedFloatingIps(rows, create), await api.list('floatingip')] }
      : {}),
  };
  const kinds = Object.entries(comparisons);
  return {
    counts: Object.fromEntries(kinds.map(([kind, [old]]) => [kind, old.length])),
    differences: kinds.flatMap(([kind, [old, now]]) => differencesOf(kind, old, now)),
  };
}

/** Agents are the same when they are of the same host: the new one draws a new id. */
function livingAgent(host: string, enabled: boolean): NetworkObject {
  return { id: host, alive: true, admin_state_up: enabled };
}

function byHost(agent: NetworkObject): NetworkObject {
  return { ...agent, id: text(agent['host']) };
}

/** External networks have their own policies. */
function ofNetwork({ object_type }: NetworkObject): boolean {
  return object_type === 'network';
}
