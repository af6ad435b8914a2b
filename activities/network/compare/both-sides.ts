import type { NetworkObject } from '../../../connectors/openstack/network-api';
import type { Access } from '../../toolbox/access';
import { boundSegments } from '../source/bound-segments';
import { readHostDatapaths } from '../source/host-datapaths';
import { hybridPorts } from '../source/plugs';
import { flag, text } from '../source/fields';
import type { LibertyRows } from '../source/read-liberty';
import { AgentRows } from '../target/agent-rows';
import { wantedNetworks } from '../wanted/networks';
import { presentPorts, wantedPorts } from '../wanted/ports';
import { presentRouters, wantedFloatingIps, wantedRouters } from '../wanted/routers';
import { oldDefaultGroups, wantedDefaultGroups, wantedRules, wantedSecurityGroups } from '../wanted/security-groups';
import { wantedSharing } from '../wanted/sharing';
import { wantedSubnets } from '../wanted/subnets';
import { withAbsent } from './absent';
import { boundPort, isBoundByUs, withDetails } from './compared-ports';

type Objects = readonly NetworkObject[];

/** The objects of one kind as the new Neutron is to have them, and as it has them. */
export type Sides = readonly [wanted: Objects, present: Objects];

/** Both Neutrons by kind: rows of the old one and those that the new one has now become objects by the same rules. */
export async function readBothSides(
  access: Access,
  cluster: string,
  rows: LibertyRows,
  now: LibertyRows,
): Promise<Readonly<Record<string, Sides>>> {
  const { definition, ledger, target } = access;
  const { create } = definition.network;
  const newDefaults = oldDefaultGroups(now);
  const oldDefaults = oldDefaultGroups(rows);
  const defaults = Object.fromEntries(
    [...oldDefaults].flatMap(([project, old]) => {
      const id = newDefaults.get(project);
      return id === undefined ? [] : [[old, id] as const];
    }),
  );
  // Neutron makes default groups for whoever calls it first: only those of the old side's projects have a counterpart.
  const strange = new Set([...newDefaults].filter(([project]) => !oldDefaults.has(project)).map(([, id]) => id));
  const ports = wantedPorts(rows, defaults, create);
  const hybrid = await hybridPorts(ledger, cluster, rows);
  const datapathOf = await readHostDatapaths(ledger, cluster, definition);
  const bound = new Set(ports.filter(isBoundByUs).map(({ port }) => port.id));
  const hosts = new Set(rows.agents.map((row) => text(row['host'])));
  const agents = await new AgentRows(target, definition.target.databases.neutron).living();

  const sides: Record<string, Sides> = {
    agent: [
      rows.agents.map((row) => ({ id: text(row['host']), alive: true, admin_state_up: flag(row['admin_state_up']) })),
      agents.filter(({ id }) => hosts.has(id)),
    ],
    security_group: [
      [...wantedSecurityGroups(rows), ...wantedDefaultGroups(rows, defaults)],
      [...wantedSecurityGroups(now), ...wantedDefaultGroups(now, {})].filter(({ id }) => !strange.has(id)),
    ],
    security_group_rule: [
      wantedRules(rows, defaults),
      wantedRules(now, {}).filter((rule) => !strange.has(text(rule['security_group_id']))),
    ],
    network: [wantedNetworks(rows), wantedNetworks(now)],
    rbac_policy: [wantedSharing(rows), wantedSharing(now)],
    subnet: [wantedSubnets(rows), wantedSubnets(now)],
    port: [ports.map((wanted) => boundPort(wanted, hybrid, datapathOf)), presentPorts(now).map(withDetails)],
    binding: [boundSegments(rows, bound), boundSegments(now, bound)],
    ...(create.includes('routers') ? { router: [wantedRouters(rows, create), presentRouters(now)] } : {}),
    ...(create.includes('floatingIps')
      ? { floatingip: [wantedFloatingIps(rows, create), wantedFloatingIps(now, ['floatingIps'])] }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(sides).map(([kind, [wanted, present]]) => [
      kind,
      [wanted.map((object) => withAbsent(kind, object)), present] as const,
    ]),
  );
}
