import { readGuestBlockers } from '../activities/guests/read-guest-blockers';
import { sourceQuery, targetQuery } from '../activities/services/databases';
import type { ClusterDefinition } from '../model/cluster';
import type { PhaseName } from '../model/phases';
import { createDependencies } from '../workers/dependencies';

type Blockers = Awaited<ReturnType<typeof readGuestBlockers>>;

/** Where Nova, Neutron and libvirt differ, read from where the command line runs; null where `hosts` is not among the phases. */
export async function readGuests(
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
  hosts: readonly string[],
): Promise<{ readonly hypervisors: number; readonly blockers: Blockers } | null> {
  if (!phases.includes('hosts')) return null;
  const { deps, close } = createDependencies(definition.datacenter);
  try {
    const access = { definition, source: sourceQuery(definition), target: targetQuery(definition) };
    const blockers = await readGuestBlockers(deps, access, hosts, phases.includes('compute'));
    return { hypervisors: hosts.length, blockers };
  } finally {
    await close();
  }
}
