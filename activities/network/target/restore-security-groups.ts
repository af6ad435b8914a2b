import { z } from 'zod';
import { NetworkApi, type NetworkObject } from '../../../connectors/openstack/network-api';
import type { JsonObject } from '../../../model/json';
import { defineUndo } from '../../define/undo';
import { openAccess } from '../../toolbox/access';
import { text } from '../source/fields';
import { defaultGroupIds } from './default-groups';
import { createOnce } from './ensure-objects';
import { removeObjects } from './undo-objects';

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

const rule = z.custom<NetworkObject>(
  (value) => typeof (value as Partial<NetworkObject> | null)?.id === 'string',
  'a rule with its id',
);
const ids = z.array(z.string()).readonly();
const groupsBefore = z.object({
  /** Groups that were missing. */
  groups: ids,
  /** Projects that may have got a default group meanwhile. */
  projects: ids,
  defaultsBefore: ids,
  keptDefaults: ids,
  rulesBefore: z.array(rule).readonly(),
  /** Of the kept default groups, by id. */
  descriptionsBefore: z.record(z.string(), z.string()).exactOptional(),
});
export type GroupsBefore = z.output<typeof groupsBefore>;

export const restoreSecurityGroups = defineUndo({
  kind: 'restoreSecurityGroups',
  detail: groupsBefore,
  undo: async (deps, before, { cluster }) => {
    const { definition, session, target } = await openAccess(deps, cluster);
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

/** The rules that stand in these groups. */
export async function rulesOf(api: NetworkApi, groups: ReadonlySet<string>): Promise<NetworkObject[]> {
  const rules = await api.list('security_group_rule');
  return rules.filter((rule) => groups.has(text(rule['security_group_id'])));
}
