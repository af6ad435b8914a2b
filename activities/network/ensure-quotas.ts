import { NetworkApi } from '../../connectors/openstack/network-api';
import type { StepInput, StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { identifier } from '../../model/quote';
import type { Query, Row } from '../toolbox/query';
import { byColumn, readNetwork, type LibertyRows } from './source/read-liberty';
import { text } from './source/fields';

/** Project → its own limits by resource; none for a project that has everybody's. */
export type Quotas = Readonly<Record<string, Readonly<Record<string, number>>>>;

const NO_LIMIT = -1;

/** What the phase creates, by the names of quotas. */
const CREATED = ['network', 'subnet', 'port', 'security_group', 'security_group_rule', 'rbac_policy'];

/** The same, of what is created on demand; a Neutron without its router plugin does not know them. */
const ROUTER_QUOTAS = ['router', 'floatingip'];

/** Neutron counts what we create against the projects' quotas: there are none until `ensureQuotas`. */
export function createEnsureQuotasLifted(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
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
    if (limited.length > 0) await ledger.recordUndo(input, 'restoreQuotas', { quotas: present });
    await setQuotas(new NetworkApi(session), Object.fromEntries(limited.map((project) => [project, lifted])), atOnce);
    return { changed: limited.length > 0, summary: `The quotas of ${limited.length} projects are lifted.` };
  };
}

/** The projects' own quotas are those of the old side; projects without have everybody's. */
export function createEnsureQuotas(deps: Dependencies) {
  return async (input: StepInput): Promise<StepResult> => {
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, pair, session, target } = access;
    const rows = await readNetwork(access);
    const projects = projectsOf(rows);
    const known = rows.quotas.filter((row) => pair.network.quotas.includes(text(row['resource'])));
    const wanted = quotasOf(known, projects);
    const present = await readQuotas(target, definition.target.databases.neutron, projects);
    const different = projects.filter((project) => spelled(wanted[project]) !== spelled(present[project]));
    if (different.length > 0) await ledger.recordUndo(input, 'restoreQuotas', { quotas: present });
    const due = Object.fromEntries(different.map((project) => [project, wanted[project] ?? {}]));
    await setQuotas(new NetworkApi(session), due, definition.network.atOnce);
    return { changed: different.length > 0, summary: `${projects.length} projects have the quotas that they had.` };
  };
}

/** Makes the projects' own limits exactly these. */
export async function setQuotas(api: NetworkApi, quotas: Quotas, atOnce: number): Promise<void> {
  await inParallel(Object.entries(quotas), atOnce, async ([project, limits]) => {
    await api.resetQuota(project);
    if (Object.keys(limits).length > 0) await api.setQuota(project, limits);
  });
}

/** The projects that own anything. */
export function projectsOf(rows: LibertyRows): string[] {
  const objects = [...rows.networks, ...rows.subnets, ...rows.ports, ...rows.securityGroups, ...rows.sharing];
  const owners = [...objects, ...rows.routers, ...rows.floatingIps, ...rows.quotas];
  return [...new Set(owners.map((row) => text(row['project_id'])))].filter((project) => project !== '').sort();
}

async function readQuotas(query: Query, schema: string, projects: readonly string[]): Promise<Quotas> {
  const rows = await query(`SELECT project_id, resource, \`limit\` AS value FROM ${identifier(schema)}.quotas`);
  return quotasOf(rows, projects);
}

function quotasOf(rows: readonly Row[], projects: readonly string[]): Quotas {
  const own = byColumn(rows, 'project_id');
  return Object.fromEntries(
    projects.map((project) => [
      project,
      Object.fromEntries(own(project).map((row) => [text(row['resource']), Number(row['value'])])),
    ]),
  );
}

function spelled(limits: Readonly<Record<string, number>> = {}): string {
  const given = Object.entries(limits).map(([resource, limit]) => `${resource}=${limit}`);
  return given.sort().join();
}
