import type { NetworkPair } from '../../model/pair/network';
import { LIBERTY_NEUTRON } from './neutron';
import { FEATURES, OWN_TABLES, READ_TABLES, SERVICE_TABLES } from './neutron-features';
import { STEIN_NEUTRON } from './stein-neutron';
import { TUNNELS } from './tunnel-endpoints';

export const NETWORK: NetworkPair = {
  statements: LIBERTY_NEUTRON,
  targetStatements: STEIN_NEUTRON,
  readTables: READ_TABLES,
  ownTables: OWN_TABLES,
  features: FEATURES,
  serviceTables: SERVICE_TABLES,
  // Others were of the old load balancers.
  quotas: [
    ...['network', 'subnet', 'subnetpool', 'port', 'security_group', 'security_group_rule', 'rbac_policy'],
    ...['router', 'floatingip'],
  ],
  tunnels: TUNNELS,
  agentController: 'tcp:127.0.0.1:6633',
  protocolNumbers: {
    ...{ ah: '51', dccp: '33', egp: '8', esp: '50', gre: '47', icmp: '1', icmpv6: '58', igmp: '2', 'ipv6-encap': '41' },
    ...{ 'ipv6-frag': '44', 'ipv6-icmp': '58', 'ipv6-nonxt': '59', 'ipv6-opts': '60', 'ipv6-route': '43', ospf: '89' },
    ...{ pgm: '113', rsvp: '46', sctp: '132', tcp: '6', udp: '17', udplite: '136', vrrp: '112' },
  },
};
