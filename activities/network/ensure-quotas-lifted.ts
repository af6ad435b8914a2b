import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess, type Access } from '../toolbox/access';
import { readNetwork, type LibertyRows } from './source/read-liberty';
import { readBothSides } from './compare/both-sides';
import { changesOf } from './reconcile/changes';
import { readTarget } from './target/read-target';
import { untilSettled } from './target/recorded-proof';
import { projectsOf, readQuotas, recordQuotas, restoreQuotas, setQuotas } from './quotas';

const NO_LIMIT = -1;

/** What the phase creates, by the names of quotas. */
const CREATED = ['network', 'subnet', 'port', 'security_group', 'security_group_rule', 'rbac_policy'];

/** The same, of what is created on demand; a Neutron without its router plugin does not know them. */
const ROUTER_QUOTAS = ['router', 'floatingip'];

/** Neutron counts what we create against the projects' quotas: there are none until `ensureQuotas`. */
export const ensureQuotasLifted = defineStep({
  name: 'ensureQuotasLifted',
  once: 'never',
  undo: restoreQuotas,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    return untilSettled(access.ledger, input, () => liftQuotas(access, input));
  },
});

async function liftQuotas(access: Access, input: StepInput): Promise<StepResult> {
  const { definition, ledger, session, target } = access;
  const { create, atOnce } = definition.network;
  const rows = await readNetwork(access);
  if (!(await isAnythingCreated(access, input.run.cluster, rows)))
    return { changed: false, summary: 'Nothing is to be created: the quotas stay as they are.' };
  const projects = projectsOf(rows);
  const present = await readQuotas(target, definition.target.databases.neutron, projects);
  const resources = [...CREATED, ...(create.includes('routers') ? ROUTER_QUOTAS : [])];
  const lifted = Object.fromEntries(resources.map((resource) => [resource, NO_LIMIT]));
  const limited = projects.filter((project) => resources.some((resource) => present[project]?.[resource] !== NO_LIMIT));
  if (limited.length > 0) await recordQuotas(ledger, input, present);
  await setQuotas(new NetworkApi(session), Object.fromEntries(limited.map((project) => [project, lifted])), atOnce);
  return { changed: limited.length > 0, summary: `The quotas of ${limited.length} projects are lifted.` };
}

/** Whether an object is missing, or is created again since Neutron does not let it change. */
async function isAnythingCreated(access: Access, cluster: string, rows: LibertyRows): Promise<boolean> {
  const { agent: _registered, ...sides } = await readBothSides(access, cluster, rows, await readTarget(access));
  return Object.entries(sides).some(([kind, [wanted, present]]) => {
    const { missing, fixed } = changesOf(kind, wanted, present);
    return missing.length + fixed.length > 0;
  });
}
