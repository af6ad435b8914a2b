import { SecretMissingError } from '../../../config/secrets';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import { ApiError } from '../../../connectors/openstack/api-error';
import type { Blocker } from '../../../model/blocker';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Dependencies } from '../../dependencies';
import type { Unread } from '../../databases/preflight/read-database-plan';
import { openAccess } from '../../toolbox/access';
import { readLeftBehind, sentence } from './left-behind';
import { findNetworkBlockers } from './read-blockers';
import { readNetwork } from '../source/read-liberty';
import { wantedPorts } from '../wanted/ports';
import { wantedFloatingIps, wantedRouters } from '../wanted/routers';

/** What the phase `network` will do to the new Neutron as both sides are now. */
export interface NetworkPlan {
  /** How many objects of each kind are to be there in the end. */
  readonly objects: Readonly<Record<string, number>>;
  /** What the old Neutron has besides, and the definition lets stay behind. */
  readonly leftBehind: readonly string[];
  readonly blockers: readonly Blocker[];
}

/** Reads both sides; writes nothing. `unread` where they cannot be asked from here. */
export async function readNetworkPlan(
  deps: Dependencies,
  definition: ClusterDefinition,
): Promise<NetworkPlan | Unread> {
  try {
    const access = await openAccess(
      { ...deps, readDefinition: async () => Promise.resolve(definition) },
      definition.name,
    );
    const { create, leaveBehind } = definition.network;
    const schema = definition.source.databases.neutron;
    const rows = await readNetwork(access);
    const left = await readLeftBehind(access.source, schema, access.pair.network, { create, leaveBehind });
    return {
      objects: {
        'security groups': rows.securityGroups.length,
        'security group rules': rows.securityGroupRules.length,
        networks: rows.networks.length,
        'rules of sharing': rows.sharing.length,
        subnets: rows.subnets.length,
        ports: wantedPorts(rows, {}, create).length,
        routers: wantedRouters(rows, create).length,
        'floating IPs': wantedFloatingIps(rows, create).length,
      },
      leftBehind: left.filter(({ accepted }) => accepted).map((one) => sentence(one, schema)),
      blockers: await findNetworkBlockers(access),
    };
  } catch (error) {
    if (error instanceof ApiError || error instanceof SecretMissingError || error instanceof DatabaseError)
      return { unread: error.message };
    throw error;
  }
}
