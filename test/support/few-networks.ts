import type { Connection } from 'mysql2/promise';
import { odd } from '../../lab/generator/neutron/odd/names';

function listed(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(', ');
}

/** Every request to Neutron takes time: of the lab's and the odd rows of an old Neutron these stay, a few of each kind. */
const KEPT = {
  networks: ['awkward', 'six', 'external', 'twin-2'].map((key) => odd('network', key)),
  subnets: ['awkward', 'four', 'external'].map((key) => odd('subnet', key)),
  ports: ['awkward', 'unguarded', 'six', 'interface-four', 'gateway', 'floating', 'floating-unused'].map((key) =>
    odd('port', key),
  ),
  groups: ['default', 'awkward', 'twin-1', 'twin-2'].map((key) => odd('group', key)),
} as const;

/** Takes the others away. */
export async function keepFewNetworks(old: Connection): Promise<void> {
  const { networks, subnets, ports, groups } = KEPT;
  for (const statement of [
    `DELETE FROM routerports WHERE port_id NOT IN (${listed(ports)})`,
    `DELETE FROM securitygroupportbindings WHERE port_id NOT IN (${listed(ports)}) OR security_group_id NOT IN (${listed(groups)})`,
    `DELETE FROM ipallocations WHERE port_id NOT IN (${listed(ports)}) OR subnet_id NOT IN (${listed(subnets)})`,
    `DELETE FROM ports WHERE id NOT IN (${listed(ports)})`,
    `DELETE FROM subnets WHERE id NOT IN (${listed(subnets)})`,
    `DELETE FROM networkrbacs WHERE object_id NOT IN (${listed(networks)})`,
    `DELETE FROM networks WHERE id NOT IN (${listed(networks)})`,
    `DELETE FROM default_security_group WHERE security_group_id NOT IN (${listed(groups)})`,
    `DELETE FROM securitygrouprules WHERE security_group_id NOT IN (${listed(groups)})`,
    `DELETE FROM securitygroups WHERE id NOT IN (${listed(groups)})`,
  ])
    await old.query(statement);
}
