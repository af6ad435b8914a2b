import type { Row } from '../../../connectors/mysql/statements';
import type { Blocker } from '../../../model/blocker';
import { pluralize } from '../../../model/pluralize';
import { listFirst } from '../../../model/list-first';
import type { Access } from '../../toolbox/access';
import { isEmpty } from '../target/ensure-objects';
import type { LibertyRows } from '../source/read-liberty';
import { endpointConflicts, endpointsDiffer, readTunnelEndpoints, tunnelEndpoint } from '../target/tunnel-endpoints';
import { json, text } from '../source/fields';

/** What keeps hosts with a new agent from reaching those with an old one. */
export async function blockedTunnels(
  { definition, pair, target }: Pick<Access, 'definition' | 'pair' | 'target'>,
  rows: Pick<LibertyRows, 'agents' | 'tunnelEndpoints'>,
): Promise<readonly Blocker[]> {
  const schema = definition.target.databases.neutron;
  const old = rows.tunnelEndpoints.map(tunnelEndpoint);
  const conflicts = endpointConflicts(old, await readTunnelEndpoints(target, schema, pair.network.tunnels));
  const entries = findPopulated(rows.agents);
  const taken: Blocker = { type: 'TargetNotClean', message: endpointsDiffer(schema, conflicts) };
  return [...(conflicts.length === 0 ? [] : [taken]), ...(entries === undefined ? [] : [entries])];
}

/**
 * Hosts that learn from Neutron where ports are. The new one tells of ports that are ACTIVE in it, and those of hosts that wait for
 * their new agent are DOWN.
 */
export function findPopulated(agents: readonly Row[]): Blocker | undefined {
  const hosts = agents.filter(isPopulated).map((row) => text(row['host']));
  if (hosts.length === 0) return undefined;
  const what = `${pluralize(hosts.length, 'Open vSwitch agent')} of the old Neutron with tunnels and l2_population: ${listFirst(hosts)}`;
  const why =
    'the new Neutron sends forwarding entries only for ports that are ACTIVE in it, and those of hosts that wait for their new agent are DOWN: new agents would lose the way to them';
  const todo =
    'Before the upgrade take l2population out of mechanism_drivers of the old Neutron, set l2_population = false in the section [agent] of every old agent and restart these one by one: then they have tunnels to every host, and learn. Leave it off on the new side until every agent is replaced';
  return { type: 'HostNotReady', message: `${what}; ${why}. ${todo}.` };
}

function isPopulated(row: Row): boolean {
  const { l2_population: on, tunnel_types: types } = json(row['configurations']);
  return on === true && Array.isArray(types) && !isEmpty(types);
}
