import type { Row, TableRows } from '../../rows';
import { AWKWARD, BLUE, odd, PURPLE } from './names';

const GROUPS = [
  { key: 'default', tenant: PURPLE, name: 'default', description: 'What purple calls its own' },
  { key: 'awkward', tenant: PURPLE, name: AWKWARD, description: AWKWARD },
  { key: 'twin-1', tenant: BLUE, name: 'twin', description: '' },
  // Lets nothing in and nothing out.
  { key: 'twin-2', tenant: BLUE, name: 'twin', description: '' },
] as const;

function rule(group: string, n: number, more: Row): Row {
  const tenant = GROUPS.find(({ key }) => key === group)?.tenant ?? BLUE;
  return {
    ...{ id: odd('rule', `${group}-${n}`), tenant_id: tenant, security_group_id: odd('group', group) },
    ...{ direction: 'ingress', ethertype: 'IPv4', remote_group_id: null, protocol: null },
    ...{ port_range_min: null, port_range_max: null, remote_ip_prefix: null },
    ...more,
  };
}

/** Groups of the same name, one without rules, protocols by number, ICMP with type and code, other groups let in. */
export function oddSecurityGroupTables(): readonly TableRows[] {
  const six = { ethertype: 'IPv6' };
  return [
    {
      table: 'securitygroups',
      rows: GROUPS.map(({ key, tenant, name, description }) => ({
        ...{ tenant_id: tenant, id: odd('group', key), name, description },
      })),
    },
    {
      table: 'securitygrouprules',
      rows: [
        rule('default', 0, { direction: 'egress' }),
        rule('default', 1, { ...six, direction: 'egress', remote_ip_prefix: '2001:db8::/32' }),
        rule('default', 2, { remote_group_id: odd('group', 'default') }),
        rule('awkward', 0, { protocol: '6', port_range_min: 1, port_range_max: 65_535 }),
        rule('awkward', 1, { protocol: 'icmp', port_range_min: 8, port_range_max: 0 }),
        rule('awkward', 2, { ...six, protocol: '58' }),
        rule('awkward', 3, { ...six, protocol: 'icmpv6', remote_ip_prefix: '2001:db8:1::/64' }),
        rule('awkward', 4, { protocol: 'tcp', port_range_min: 22, port_range_max: 22, remote_ip_prefix: '10.0.0.0/8' }),
        rule('awkward', 5, { protocol: '47', remote_ip_prefix: '192.0.2.7/32' }),
        rule('awkward', 6, { protocol: 'udp', remote_group_id: odd('group', 'default') }),
        rule('twin-1', 0, { direction: 'egress', protocol: 'udp', port_range_min: 53, port_range_max: 53 }),
      ],
    },
    {
      table: 'default_security_group',
      rows: [{ tenant_id: PURPLE, security_group_id: odd('group', 'default') }],
    },
  ];
}
