import type { LibertyRows } from '../../../activities/network/source/read-liberty';
import { wantedNetworks } from '../../../activities/network/wanted/networks';
import { portKinds } from '../../../activities/network/wanted/port-kinds';
import { wantedPorts } from '../../../activities/network/wanted/ports';
import {
  oldDefaultGroups,
  wantedRules,
  wantedSecurityGroups,
} from '../../../activities/network/wanted/security-groups';
import { wantedSubnets } from '../../../activities/network/wanted/subnets';
import { LIBERTY_NEUTRON } from '../../../releases/liberty-to-stein/neutron';

const NOTHING = Object.fromEntries(Object.keys(LIBERTY_NEUTRON).map((kind) => [kind, []])) as unknown as LibertyRows;

const NETWORK = { project_id: 't', name: 'n', admin_state_up: 1, mtu: 0, external: 0 };
const PORT = {
  project_id: 't',
  name: '',
  network_id: 'n',
  mac_address: 'fa:16:3e:00:00:01',
  admin_state_up: 1,
  device_id: 'vm',
  device_owner: 'compute:nova',
  host: 'compute1',
  vnic_type: 'normal',
  profile: '',
  vif_details: '{}',
  port_security_enabled: 1,
};

test('networks keep their segment; what Neutron would refuse as null is left out', () => {
  const rows: LibertyRows = {
    ...NOTHING,
    networks: [
      { ...NETWORK, id: 'flat', port_security_enabled: 0, mtu: 1500 },
      { ...NETWORK, id: 'vlan', port_security_enabled: null },
    ],
    segments: [
      { network_id: 'flat', network_type: 'flat', physical_network: 'physnet1', segmentation_id: null },
      { network_id: 'vlan', network_type: 'vlan', physical_network: 'physnet1', segmentation_id: 100 },
    ],
  };
  expect(wantedNetworks(rows)).toEqual([
    {
      id: 'flat',
      project_id: 't',
      name: 'n',
      admin_state_up: true,
      'router:external': false,
      mtu: 1500,
      port_security_enabled: false,
      'provider:network_type': 'flat',
      'provider:physical_network': 'physnet1',
    },
    {
      id: 'vlan',
      project_id: 't',
      name: 'n',
      admin_state_up: true,
      'router:external': false,
      'provider:network_type': 'vlan',
      'provider:physical_network': 'physnet1',
      'provider:segmentation_id': 100,
    },
  ]);
});

test('a network of several segments lists them', () => {
  const segment = { network_id: 'n', network_type: 'vlan', physical_network: 'physnet1' };
  const rows: LibertyRows = {
    ...NOTHING,
    networks: [{ ...NETWORK, id: 'n', port_security_enabled: null }],
    segments: [
      { ...segment, segmentation_id: 1 },
      { ...segment, segmentation_id: 2 },
    ],
  };
  expect(wantedNetworks(rows)[0]?.['segments']).toHaveLength(2);
});

test('subnets keep pools, routes, name servers in order, and that they have no gateway', () => {
  const rows: LibertyRows = {
    ...NOTHING,
    subnets: [
      {
        id: 's',
        project_id: 't',
        name: '',
        network_id: 'n',
        ip_version: 4,
        cidr: '10.0.0.0/24',
        gateway_ip: null,
        enable_dhcp: 1,
        ipv6_ra_mode: null,
        ipv6_address_mode: null,
      },
    ],
    allocationPools: [{ subnet_id: 's', first_ip: '10.0.0.2', last_ip: '10.0.0.9' }],
    nameservers: [
      { subnet_id: 's', address: '9.9.9.9' },
      { subnet_id: 's', address: '8.8.8.8' },
    ],
    hostRoutes: [{ subnet_id: 's', destination: '10.9.0.0/16', nexthop: '10.0.0.1' }],
  };
  expect(wantedSubnets(rows)).toEqual([
    {
      id: 's',
      project_id: 't',
      name: '',
      network_id: 'n',
      ip_version: 4,
      cidr: '10.0.0.0/24',
      gateway_ip: null,
      enable_dhcp: true,
      allocation_pools: [{ start: '10.0.0.2', end: '10.0.0.9' }],
      dns_nameservers: ['9.9.9.9', '8.8.8.8'],
      host_routes: [{ destination: '10.9.0.0/16', nexthop: '10.0.0.1' }],
    },
  ]);
});

test('default groups are mapped, in rules and in the groups that rules let in', () => {
  const rule = {
    project_id: 't',
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: null,
    port_range_min: null,
    port_range_max: null,
    remote_ip_prefix: null,
  };
  const rows: LibertyRows = {
    ...NOTHING,
    securityGroups: [
      { id: 'old', project_id: 't', name: 'default', description: null, is_default: 1 },
      { id: 'web', project_id: 't', name: 'web', description: 'the web', is_default: 0 },
    ],
    securityGroupRules: [{ ...rule, id: 'r', security_group_id: 'old', remote_group_id: 'old' }],
  };
  expect(wantedSecurityGroups(rows)).toEqual([{ id: 'web', project_id: 't', name: 'web', description: 'the web' }]);
  expect(oldDefaultGroups(rows)).toEqual(new Map([['t', 'old']]));
  expect(wantedRules(rows, { old: 'new' })).toEqual([
    {
      id: 'r',
      project_id: 't',
      security_group_id: 'new',
      direction: 'ingress',
      ethertype: 'IPv4',
      remote_group_id: 'new',
    },
  ]);
});

test('ports keep everything; the DHCP one only its address, a router one nothing', () => {
  const rows: LibertyRows = {
    ...NOTHING,
    ports: [
      { ...PORT, id: 'vm', profile: '{"a": 1}' },
      { ...PORT, id: 'dhcp', device_owner: 'network:dhcp', device_id: 'dhcp-1', host: 'network1' },
      { ...PORT, id: 'router', device_owner: 'network:router_interface' },
    ],
    fixedIps: [{ port_id: 'vm', subnet_id: 's', ip_address: '10.0.0.5' }],
    portGroups: [{ port_id: 'vm', security_group_id: 'old' }],
    addressPairs: [{ port_id: 'vm', mac_address: 'fa:16:3e:00:00:01', ip_address: '10.0.0.200' }],
    dhcpOptions: [{ port_id: 'vm', opt_name: 'bootfile-name', opt_value: 'x', ip_version: 4 }],
  };
  const [vm, dhcp, ...more] = wantedPorts(rows, { old: 'new' }, []).map(({ port }) => port);
  expect(vm).toEqual({
    id: 'vm',
    project_id: 't',
    name: '',
    network_id: 'n',
    mac_address: 'fa:16:3e:00:00:01',
    admin_state_up: true,
    device_owner: 'compute:nova',
    device_id: 'vm',
    'binding:host_id': 'compute1',
    'binding:vnic_type': 'normal',
    'binding:profile': { a: 1 },
    fixed_ips: [{ subnet_id: 's', ip_address: '10.0.0.5' }],
    security_groups: ['new'],
    allowed_address_pairs: [{ mac_address: 'fa:16:3e:00:00:01', ip_address: '10.0.0.200' }],
    extra_dhcp_opts: [{ opt_name: 'bootfile-name', opt_value: 'x', ip_version: 4 }],
    port_security_enabled: true,
  });
  expect(dhcp).toMatchObject({ id: 'dhcp', device_id: 'reserved_dhcp_port', 'binding:host_id': '' });
  expect(more).toEqual([]);
  const kindOf = portKinds(rows, []);
  expect(rows.ports.map((row) => kindOf(row))).toEqual(['own', 'dhcp', 'left']);
});

test('rules are posted as the new Neutron writes them: all ports as none, a prefix with its mask, a protocol in small letters', () => {
  const rule = { project_id: 't', security_group_id: 'g', remote_group_id: null, direction: 'ingress' };
  const securityGroupRules = [
    { ...rule, id: 'all', ethertype: 'IPv4', protocol: 'TCP', port_range_min: 0, port_range_max: 65_535 },
    { ...rule, id: 'ping', ethertype: 'IPv4', protocol: 'icmp', port_range_min: 0, port_range_max: 0 },
    { ...rule, id: 'any', ethertype: 'IPv4', protocol: '', port_range_min: null, port_range_max: null },
  ].map((row, i) => ({ ...row, remote_ip_prefix: ['1.2.3.4', null, '10.0.0.0/8'][i] ?? null }));
  const posted = wantedRules({ ...NOTHING, securityGroupRules }, {}).map(
    ({ id: _id, project_id: _project, security_group_id: _group, ...fields }) => fields,
  );
  const same = { direction: 'ingress', ethertype: 'IPv4' };
  expect(posted).toEqual([
    { ...same, protocol: 'tcp', remote_ip_prefix: '1.2.3.4/32' },
    { ...same, protocol: 'icmp', port_range_min: 0, port_range_max: 0 },
    { ...same, remote_ip_prefix: '10.0.0.0/8' },
  ]);
});
