import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { restoreSecurityGroups, rulesOf } from './target/restore-security-groups';
import { defaultGroupIds, mapDefaults } from './target/default-groups';
import { withAbsent } from './compare/absent';
import { changesOf, updateOf } from './reconcile/changes';
import { refuseForeign } from './reconcile/foreign';
import { readClaims } from './target/claims';
import { createOnce } from './target/ensure-objects';
import { readTarget } from './target/read-target';
import { recordGroups } from './target/recorded-groups';
import { untilSettled } from './target/recorded-proof';
import { projectsOf } from './quotas';
import { readNetwork } from './source/read-liberty';
import { text } from './source/fields';
import { oldDefaultGroups, wantedDefaultGroups, wantedRules, wantedSecurityGroups } from './wanted/security-groups';

/** The new id of a default group by the old one. */
const defaultGroupsFact = defineFact<Readonly<Record<string, string>>>('network/default-groups');

/** Whose the ports are that Neutron makes for routers and floating IPs; they, too, have a default group. */
const NOBODY = '';

/** A project gets its default group with its first own group: one of this name, which goes again at once. */
const FIRST_USE = 'stackleap-first-use';

/**
 * Security groups and their rules with the old ids. Only a project's `default` group is Neutron's own: it is made with the
 * project's first group, so it keeps the new id, gets the old rules, and the fact `network/default-groups` maps the two.
 */
export const ensureSecurityGroups = defineStep({
  name: 'ensureSecurityGroups',
  once: 'never',
  undo: restoreSecurityGroups,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureGroups(access, input));
  },
});

async function ensureGroups(access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session, target } = access;
  const { atOnce } = definition.network;
  const schema = definition.target.databases.neutron;
  const api = new NetworkApi(session);
  const rows = await readNetwork(access);
  const groups = wantedSecurityGroups(rows);
  const oldDefaults = oldDefaultGroups(rows);
  const now = await readTarget(access);
  const { missing, changed: different, fixed } = changesOf('security_group', groups, wantedSecurityGroups(now));
  refuseForeign('security_group', [...different, ...fixed], await readClaims(ledger, input.run.cluster));

  // Read by SQL: the API makes a default group for whoever lists groups.
  const defaultsBefore = await defaultGroupIds(target, schema);
  const unmade = [...oldDefaults].filter(([project]) => !defaultsBefore.has(project));
  const made = missing.length + unmade.length;
  const kept = [...oldDefaults.keys()].flatMap((project) => defaultsBefore.get(project) ?? []);
  await recordGroups(ledger, input, {
    groups: [...missing.map(({ id }) => id), ...unmade.map(([, id]) => id)],
    // Neutron makes a default group for whoever gets its first network or port, too.
    projects: [...projectsOf(rows), NOBODY, await session.projectId()],
    defaultsBefore: [...defaultsBefore.values()],
    keptDefaults: kept,
    rulesBefore: await rulesOf(api, new Set(kept)),
    descriptionsBefore: Object.fromEntries([...(await descriptionsOf(api))].filter(([id]) => kept.includes(id))),
  });

  await inParallel(missing, atOnce, (group) => createOnce(api, 'security_group', group));
  await inParallel(different, atOnce, (one) => api.update('security_group', one.wanted.id, updateOf(one)));
  const present = await defaultGroupIds(target, schema);
  for (const [project, id] of oldDefaults) {
    if (!present.has(project)) await createOnce(api, 'security_group', { id, project_id: project, name: FIRST_USE });
    // Also what an attempt left that was killed between the two.
    if (!defaultsBefore.has(project)) await api.remove('security_group', id);
  }
  const defaults = mapDefaults(oldDefaults, await defaultGroupIds(target, schema));
  await defaultGroupsFact.record(ledger, input.run, defaults);

  const own = [...groups.map(({ id }) => id), ...Object.values(defaults)];
  const changedRules = await ensureRules(api, new Set(own), wantedRules(rows, defaults), atOnce);
  const described = await ensureDescriptions(api, wantedDefaultGroups(rows, defaults));
  return {
    changed: made + different.length + changedRules + described > 0,
    summary: `${rows.securityGroups.length} security groups (${made} created now, ${different.length} updated), ${rows.securityGroupRules.length} rules (${changedRules} changed now).`,
  };
}

/** Makes the rules of these groups exactly the wanted ones: every group is born with rules of random ids, and none can be changed. */
async function ensureRules(
  api: NetworkApi,
  groups: ReadonlySet<string>,
  wanted: readonly NetworkObject[],
  atOnce: number,
): Promise<number> {
  const present = await rulesOf(api, groups);
  const kind = 'security_group_rule';
  const compared = wanted.map((rule) => withAbsent(kind, rule));
  const { surplus, missing, fixed } = changesOf(kind, compared, present);
  const replaced = new Set([...missing, ...fixed.map((one) => one.wanted)].map(({ id }) => id));
  const removed = [...surplus, ...fixed.map((one) => one.present)];
  await inParallel(removed, atOnce, ({ id }) => api.remove(kind, id));
  const due = wanted.filter(({ id }) => replaced.has(id));
  await inParallel(due, atOnce, (rule) => createOnce(api, kind, rule));
  return surplus.length + due.length;
}

/** A tenant may have described its default group in its own words. */
async function ensureDescriptions(api: NetworkApi, defaults: readonly NetworkObject[]): Promise<number> {
  const present = await descriptionsOf(api);
  const different = defaults.filter(({ id, description }) => present.get(id) !== description);
  for (const { id, description } of different)
    await api.update('security_group', id, { description: description as string });
  return different.length;
}

async function descriptionsOf(api: NetworkApi): Promise<ReadonlyMap<string, string>> {
  const groups = await api.list('security_group');
  return new Map(groups.map(({ id, description }) => [id, text(description)]));
}
