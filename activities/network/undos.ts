import { NetworkApi, type NetworkObject, type NetworkResource } from '../../connectors/openstack/network-api';
import type { JsonObject } from '../../model/json';
import type { Undos } from '../../model/ledger';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { withFailures } from '../toolbox/with-failures';
import { AgentRows } from './target/agent-rows';
import { defaultGroupIds } from './target/default-groups';
import { createRestoreInfoCaches } from './ensure-info-caches-fit';
import { removeFloatingIps } from './ensure-floating-ips';
import { createOnce } from './target/ensure-objects';
import { PROBE_NETWORK } from './target/explicit-ids';
import { setQuotas, type Quotas } from './ensure-quotas';
import { rulesOf } from './ensure-security-groups';
import { removeSharing } from './ensure-sharing';
import { removeRouters } from './target/router-interfaces';
import { endpointKey, readTunnelEndpoints, removeEndpoint } from './target/tunnel-endpoints';
import { removeObjects } from './target/undo-objects';

/** What a rule is posted with; the rest of what the API shows is its own. */
const RULE_FIELDS = [
  'id',
  'project_id',
  'security_group_id',
  'direction',
  'ethertype',
  'protocol',
  'port_range_min',
  'port_range_max',
  'remote_ip_prefix',
  'remote_group_id',
];

export function createNetworkUndos(deps: Dependencies): Undos {
  return withFailures({
    removeProbeNetwork: async (entry) => {
      const { definition, session, target } = await openAccess(deps, entry.cluster);
      const { project, hadDefaultGroup } = entry.detail as unknown as { project: string; hadDefaultGroup: boolean };
      const api = new NetworkApi(session);
      await api.remove('network', PROBE_NETWORK.id);
      const group = (await defaultGroupIds(target, definition.target.databases.neutron)).get(project);
      if (!hadDefaultGroup && group !== undefined) await api.remove('security_group', group);
      return 'The throw-away network is gone.';
    },
    removeAgentRows: async (entry) => {
      const { definition, target } = await openAccess(deps, entry.cluster);
      const { ids } = entry.detail as unknown as { ids: readonly string[] };
      const rows = new AgentRows(target, definition.target.databases.neutron);
      for (const id of ids) await rows.remove(id);
      return `${ids.length} agents are no longer registered.`;
    },
    forgetProof: () => Promise.resolve('There is nothing to take back: it is proven anew.'),
    removeTunnelEndpoints: async (entry) => {
      const { definition, pair, target } = await openAccess(deps, entry.cluster);
      const { keys } = entry.detail as unknown as { keys: readonly string[] };
      const schema = definition.target.databases.neutron;
      const { tunnels } = pair.network;
      const claimed = new Set(keys);
      const ours = (await readTunnelEndpoints(target, schema, tunnels)).filter((one) => claimed.has(endpointKey(one)));
      for (const endpoint of ours) await removeEndpoint(target, schema, tunnels, endpoint);
      return `${ours.length} of ${keys.length} endpoints of tunnels are taken away.`;
    },
    restoreQuotas: async (entry) => {
      const { definition, session } = await openAccess(deps, entry.cluster);
      const { quotas } = entry.detail as unknown as { quotas: Quotas };
      await setQuotas(new NetworkApi(session), quotas, definition.network.atOnce);
      return `The quotas of ${Object.keys(quotas).length} projects are as before.`;
    },
    deleteNetworkObjects: async (entry) => {
      const { definition, session } = await openAccess(deps, entry.cluster);
      const { resource, ids } = entry.detail as unknown as { resource: NetworkResource; ids: readonly string[] };
      const removed = await removeObjects(new NetworkApi(session), resource, ids, definition.network.atOnce);
      return `${removed} of ${ids.length} ${resource}s deleted, the others were not there.`;
    },
    deleteSharing: async (entry) => {
      const { session } = await openAccess(deps, entry.cluster);
      const { keys } = entry.detail as unknown as { keys: readonly string[] };
      return `${await removeSharing(new NetworkApi(session), keys)} of ${keys.length} rules of sharing deleted.`;
    },
    deleteRouters: async (entry) => {
      const { session } = await openAccess(deps, entry.cluster);
      const { ids } = entry.detail as unknown as { ids: readonly string[] };
      return `${await removeRouters(new NetworkApi(session), ids)} of ${ids.length} routers deleted.`;
    },
    deleteFloatingIps: async (entry) => {
      const { session } = await openAccess(deps, entry.cluster);
      const { places } = entry.detail as unknown as { places: readonly string[] };
      return `${await removeFloatingIps(new NetworkApi(session), places)} of ${places.length} floating IPs deleted.`;
    },
    restoreInfoCaches: createRestoreInfoCaches(deps),
    restoreSecurityGroups: async (entry) => {
      const { definition, session, target } = await openAccess(deps, entry.cluster);
      const before = entry.detail as unknown as GroupsBefore;
      const api = new NetworkApi(session);
      const { atOnce } = definition.network;
      const removed = await removeObjects(api, 'security_group', before.groups, atOnce);
      await restoreRules(api, before);
      for (const [id, description] of Object.entries(before.descriptionsBefore ?? {}))
        await api.update('security_group', id, { description });
      // The last call: the API makes a default group for whoever lists groups.
      const now = await defaultGroupIds(target, definition.target.databases.neutron);
      const born = before.projects.flatMap((project) => now.get(project) ?? []);
      const defaults = born.filter((id) => !before.defaultsBefore.includes(id));
      return `${removed + (await removeObjects(api, 'security_group', defaults, atOnce))} security groups deleted.`;
    },
  });
}

interface GroupsBefore {
  readonly groups: readonly string[];
  readonly projects: readonly string[];
  readonly defaultsBefore: readonly string[];
  readonly keptDefaults: readonly string[];
  readonly rulesBefore: readonly NetworkObject[];
  /** Of the kept default groups, by id. */
  readonly descriptionsBefore?: Readonly<Record<string, string>>;
}

async function restoreRules(api: NetworkApi, { keptDefaults, rulesBefore }: GroupsBefore): Promise<void> {
  const present = await rulesOf(api, new Set(keptDefaults));
  const before = new Set(rulesBefore.map(({ id }) => id));
  for (const { id } of present) if (!before.has(id)) await api.remove('security_group_rule', id);
  for (const rule of rulesBefore)
    if (!present.some(({ id }) => id === rule.id)) await createOnce(api, 'security_group_rule', postable(rule));
}

function postable(rule: NetworkObject): NetworkObject {
  const given = RULE_FIELDS.filter((field) => rule[field] !== null && rule[field] !== undefined);
  const fields: JsonObject = Object.fromEntries(given.map((field) => [field, rule[field] ?? null]));
  return { ...fields, id: rule.id };
}
