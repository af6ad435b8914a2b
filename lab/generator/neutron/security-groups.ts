import { labUuid, PROJECTS } from '../../inventory';
import type { Row, TableRows } from '../rows';

const [blue, green] = PROJECTS.map(({ id }) => id) as [string, string];

interface Group {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly description: string;
}

function group(tenant: string, name: string, description: string): Group {
  return { id: labUuid('security-group', tenant, name), tenant, name, description };
}

const WEB = group(blue, 'web', 'Blue\'s "web" servers');
const DATABASE = group(green, 'database', '');

/** The group that Neutron makes for each project by itself. */
export function defaultGroup(tenant: string): Group {
  return group(tenant, 'default', 'Default security group');
}

/** Groups of an instance's port: its project's default group, and for every second port the project's other one. */
export function groupsOfPort(tenant: string, ordinal: number): readonly string[] {
  const other = tenant === blue ? WEB : DATABASE;
  return ordinal % 2 === 0 ? [defaultGroup(tenant).id] : [defaultGroup(tenant).id, other.id];
}

function rule({ id, tenant }: Group, n: number, more: Row): Row {
  const open = {
    remote_group_id: null,
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_ip_prefix: null,
  };
  const base = { tenant_id: tenant, security_group_id: id, direction: 'ingress', ethertype: 'IPv4' };
  return { id: labUuid('security-group-rule', id, String(n)), ...base, ...open, ...more };
}

/** What every group is born with. */
function egress(of: Group): Row[] {
  return ['IPv4', 'IPv6'].map((ethertype, n) => rule(of, n, { direction: 'egress', ethertype }));
}

function defaultRules(of: Group): Row[] {
  const ingress = ['IPv4', 'IPv6'].map((ethertype, n) => rule(of, n + 2, { ethertype, remote_group_id: of.id }));
  const ping = rule(of, 4, { protocol: 'icmp', remote_ip_prefix: '0.0.0.0/0' });
  return [...egress(of), ...ingress, ping];
}

function port(number: number): Row {
  return { protocol: 'tcp', port_range_min: number, port_range_max: number };
}

/** Security groups and rules; the database group has lost its egress rules, as a careful tenant's would. */
export function securityGroupTables(): readonly TableRows[] {
  const defaults = PROJECTS.map(({ id }) => defaultGroup(id));
  const rules = [
    ...defaults.flatMap(defaultRules),
    ...egress(WEB),
    rule(WEB, 2, { ...port(80), remote_ip_prefix: '0.0.0.0/0' }),
    rule(WEB, 3, { ...port(443), ethertype: 'IPv6', remote_ip_prefix: '::/0' }),
    rule(WEB, 4, { protocol: 'udp', port_range_min: 6000, port_range_max: 6100 }),
    rule(DATABASE, 0, { ...port(3306), remote_group_id: defaultGroup(green).id }),
    rule(DATABASE, 1, { protocol: '112' }),
  ];
  return [
    {
      table: 'securitygroups',
      rows: [...defaults, WEB, DATABASE].map(({ tenant, ...columns }) => ({ tenant_id: tenant, ...columns })),
    },
    { table: 'securitygrouprules', rows: rules },
    {
      table: 'default_security_group',
      rows: defaults.map(({ tenant, id }) => ({ tenant_id: tenant, security_group_id: id })),
    },
  ];
}
