import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { readNetwork } from './source/read-liberty';
import { projectsOf, readQuotas, restoreQuotas, setQuotas } from './quotas';

const NO_LIMIT = -1;

/** What the phase creates, by the names of quotas. */
const CREATED = ['network', 'subnet', 'port', 'security_group', 'security_group_rule', 'rbac_policy'];

/** The same, of what is created on demand; a Neutron without its router plugin does not know them. */
const ROUTER_QUOTAS = ['router', 'floatingip'];

/** Neutron counts what we create against the projects' quotas: there are none until `ensureQuotas`. */
export const ensureQuotasLifted = defineStep({
  name: 'ensureQuotasLifted',
  once: 'done',
  undo: restoreQuotas,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, session, target } = access;
    const { create, atOnce } = definition.network;
    const projects = projectsOf(await readNetwork(access));
    const present = await readQuotas(target, definition.target.databases.neutron, projects);
    const resources = [...CREATED, ...(create.includes('routers') ? ROUTER_QUOTAS : [])];
    const lifted = Object.fromEntries(resources.map((resource) => [resource, NO_LIMIT]));
    const limited = projects.filter((project) =>
      resources.some((resource) => present[project]?.[resource] !== NO_LIMIT),
    );
    if (limited.length > 0) await restoreQuotas.record(ledger, input, { quotas: present });
    await setQuotas(new NetworkApi(session), Object.fromEntries(limited.map((project) => [project, lifted])), atOnce);
    return { changed: limited.length > 0, summary: `The quotas of ${limited.length} projects are lifted.` };
  },
});
