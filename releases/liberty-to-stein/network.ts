import type { NetworkPair } from '../../model/pair/network';
import { LIBERTY_NEUTRON } from './neutron';
import { FEATURES, OWN_TABLES, READ_TABLES, SERVICE_TABLES } from './neutron-features';
import { TUNNELS } from './tunnel-endpoints';

export const NETWORK: NetworkPair = {
  statements: LIBERTY_NEUTRON,
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
};
