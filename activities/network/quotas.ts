import { z } from 'zod';
import { NetworkApi } from '../../connectors/openstack/network-api';
import type { Statements, Row } from '../../connectors/mysql/statements';
import type { Ledger } from '../../model/ledger';
import type { StepInput } from '../../model/run';
import { identifier } from '../../model/quote';
import { defineUndo } from '../define/undo';
import { openAccess } from '../toolbox/access';
import { inParallel } from '../toolbox/in-parallel';
import { byColumn, type LibertyRows } from './source/read-liberty';
import { text } from './source/fields';

/** Project → its own limits by resource; none for a project that has everybody's. */
export type Quotas = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Gives the projects the limits that the new side had. */
export const restoreQuotas = defineUndo({
  kind: 'restoreQuotas',
  detail: z.object({ quotas: z.record(z.string(), z.record(z.string(), z.number())) }),
  undo: async (deps, { quotas }, { cluster }) => {
    const { definition, session } = await openAccess(deps, cluster);
    await setQuotas(new NetworkApi(session), quotas, definition.network.atOnce);
    return `The quotas of ${Object.keys(quotas).length} projects are as before.`;
  },
});

/** Records what these projects had before the step; those that come with a later attempt are added to what stands. */
export async function recordQuotas(ledger: Ledger, input: StepInput, quotas: Quotas): Promise<void> {
  const standing = (await restoreQuotas.record(ledger, input, { quotas })).quotas;
  const all = { ...quotas, ...standing };
  if (Object.keys(all).length > Object.keys(standing).length) await restoreQuotas.amend(ledger, input, { quotas: all });
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

export async function readQuotas(on: Statements, schema: string, projects: readonly string[]): Promise<Quotas> {
  const rows = await on.rows(`SELECT project_id, resource, \`limit\` AS value FROM ${identifier(schema)}.quotas`);
  return quotasOf(rows, projects);
}

export function quotasOf(rows: readonly Row[], projects: readonly string[]): Quotas {
  const own = byColumn(rows, 'project_id');
  return Object.fromEntries(
    projects.map((project) => [
      project,
      Object.fromEntries(own(project).map((row) => [text(row['resource']), Number(row['value'])])),
    ]),
  );
}
