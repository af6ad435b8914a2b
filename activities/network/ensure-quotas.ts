import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { readNetwork } from './source/read-liberty';
import { text } from './source/fields';
import { untilSettled } from './target/recorded-proof';
import { projectsOf, quotasOf, readQuotas, recordQuotas, restoreQuotas, setQuotas } from './quotas';

/** The projects' own quotas are those of the old side; projects without have everybody's. */
export const ensureQuotas = defineStep({
  name: 'ensureQuotas',
  once: 'never',
  undo: restoreQuotas,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => ensureOwnQuotas(access, input));
  },
});

async function ensureOwnQuotas(access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, pair, session, target } = access;
  const rows = await readNetwork(access);
  const projects = projectsOf(rows);
  const known = rows.quotas.filter((row) => pair.network.quotas.includes(text(row['resource'])));
  const wanted = quotasOf(known, projects);
  const present = await readQuotas(target, definition.target.databases.neutron, projects);
  const different = projects.filter((project) => spell(wanted[project]) !== spell(present[project]));
  if (different.length > 0) await recordQuotas(ledger, input, present);
  const due = Object.fromEntries(different.map((project) => [project, wanted[project] ?? {}]));
  await setQuotas(new NetworkApi(session), due, definition.network.atOnce);
  return { changed: different.length > 0, summary: `${projects.length} projects have the quotas that they had.` };
}

function spell(limits: Readonly<Record<string, number>> = {}): string {
  const given = Object.entries(limits).map(([resource, limit]) => `${resource}=${limit}`);
  return given.sort().join();
}
