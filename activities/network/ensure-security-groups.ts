import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../services/access';
import { inParallel } from '../services/in-parallel';
import { defaultGroupIds, mapDefaults } from './default-groups';
import { AT_ONCE, createOnce, missingOf } from './ensure-objects';
import { readLiberty } from './read-liberty';
import { text } from './wanted/fields';
import { oldDefaultGroups, wantedRules, wantedSecurityGroups } from './wanted/security-groups';

/** A project gets its default group with its first group of its own: one of this name, which goes again at once. */
const FIRST_USE = 'stackleap-first-use';

/**
 * Security groups and their rules with the old ids. Only a project's `default` group is Neutron's own: it is made with the
 * project's first group, so it keeps the new id, gets the old rules, and the fact `network/default-groups` maps the two.
 */
export function createEnsureSecurityGroups(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const { definition, ledger, session, source, target } = await openAccess(deps, input.run.cluster);
    const schema = definition.target.databases.neutron;
    const api = new NetworkApi(session);
    const rows = await readLiberty(source, definition.source.databases.neutron);
    const groups = wantedSecurityGroups(rows);
    const oldDefaults = oldDefaultGroups(rows);

    // Read by SQL: the API makes a default group for whoever lists groups.
    const defaultsBefore = await defaultGroupIds(target, schema);
    const missing = await missingOf(api, 'security_group', groups);
    const unmade = [...oldDefaults].filter(([project]) => !defaultsBefore.has(project));
    const made = missing.length + unmade.length;
    const kept = [...oldDefaults.keys()].flatMap((project) => defaultsBefore.get(project) ?? []);
    await ledger.recordUndo(input, 'restoreSecurityGroups', {
      groups: [...missing.map(({ id }) => id), ...unmade.map(([, id]) => id)],
      projects: [...new Set(rows.securityGroups.map((row) => text(row['project_id']))), await session.projectId()],
      defaultsBefore: [...defaultsBefore.values()],
      keptDefaults: kept,
      rulesBefore: await rulesOf(api, new Set(kept)),
    });

    await inParallel(missing, AT_ONCE, (group) => createOnce(api, 'security_group', group));
    const present = await defaultGroupIds(target, schema);
    for (const [project, id] of oldDefaults) {
      if (!present.has(project)) await createOnce(api, 'security_group', { id, project_id: project, name: FIRST_USE });
      // Also what an attempt left that was killed between the two.
      if (!defaultsBefore.has(project)) await api.remove('security_group', id);
    }
    const defaults = mapDefaults(oldDefaults, await defaultGroupIds(target, schema));
    await ledger.recordFact(input.run, 'network/default-groups', defaults);

    const own = [...groups.map(({ id }) => id), ...Object.values(defaults)];
    const changedRules = await ensureRules(api, new Set(own), wantedRules(rows, defaults));
    return {
      changed: made + changedRules > 0,
      summary: `${rows.securityGroups.length} security groups (${made} made now), ${rows.securityGroupRules.length} rules (${changedRules} changed now).`,
    };
  };
}

/** Makes the rules of these groups exactly the wanted ones: every group is born with rules of random ids. */
async function ensureRules(
  api: NetworkApi,
  groups: ReadonlySet<string>,
  wanted: readonly NetworkObject[],
): Promise<number> {
  const present = await rulesOf(api, groups);
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const presentIds = new Set(present.map(({ id }) => id));
  const surplus = present.filter(({ id }) => !wantedIds.has(id));
  const missing = wanted.filter(({ id }) => !presentIds.has(id));
  await inParallel(surplus, AT_ONCE, ({ id }) => api.remove('security_group_rule', id));
  await inParallel(missing, AT_ONCE, (rule) => createOnce(api, 'security_group_rule', rule));
  return surplus.length + missing.length;
}

/** The rules that stand in these groups. */
export async function rulesOf(api: NetworkApi, groups: ReadonlySet<string>): Promise<NetworkObject[]> {
  const rules = await api.list('security_group_rule');
  return rules.filter((rule) => groups.has(text(rule['security_group_id'])));
}
