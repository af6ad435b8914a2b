import type { Ledger } from '../../../model/ledger';
import type { StepInput } from '../../../model/run';
import { text } from '../source/fields';
import { restoreSecurityGroups, type GroupsBefore } from './restore-security-groups';

/**
 * Records what undoes the step, before it acts. What a later attempt adds comes to what stands: groups that it makes, projects that are
 * new, and the default groups of these that were there before the first attempt.
 */
export async function recordGroups(ledger: Ledger, input: StepInput, now: GroupsBefore): Promise<void> {
  const standing = await restoreSecurityGroups.record(ledger, input, now);
  const old = new Set(standing.defaultsBefore);
  const known = new Set(standing.keptDefaults);
  const more = new Set(now.keptDefaults.filter((id) => old.has(id) && !known.has(id)));
  const all: GroupsBefore = {
    groups: [...new Set([...standing.groups, ...now.groups])],
    projects: [...new Set([...standing.projects, ...now.projects])],
    defaultsBefore: standing.defaultsBefore,
    keptDefaults: [...standing.keptDefaults, ...more],
    rulesBefore: [
      ...standing.rulesBefore,
      ...now.rulesBefore.filter((rule) => more.has(text(rule['security_group_id']))),
    ],
    descriptionsBefore: {
      ...Object.fromEntries(Object.entries(now.descriptionsBefore ?? {}).filter(([id]) => more.has(id))),
      ...standing.descriptionsBefore,
    },
  };
  if (JSON.stringify(all) !== JSON.stringify(standing)) await restoreSecurityGroups.amend(ledger, input, all);
}
