import { readGuestDifferences } from '../../activities/guests/read-guest-blockers';
import { eachUnreached } from '../../activities/toolbox/ask-machines';
import { sourceStatements, targetStatements } from '../../activities/toolbox/statements';
import { pairOf } from '../../activities/toolbox/pair-of';
import type { Blocker } from '../../model/blocker';
import type { ClusterDefinition } from '../../model/cluster';
import type { PhaseName } from '../../model/phases';
import { withDependencies } from './with-dependencies';

export interface GuestsRead {
  readonly hypervisors: number;
  readonly blockers: readonly Blocker[];
  /** Hypervisors that could not be asked from here, each with the reason. */
  readonly unread: readonly string[];
}

/** Where Nova, Neutron and libvirt differ, read from where the command line runs; null where `hosts` is not among the phases. */
export async function readGuests(
  definition: ClusterDefinition,
  phases: readonly PhaseName[],
  hosts: readonly string[],
): Promise<GuestsRead | null> {
  if (!phases.includes('hosts')) return null;
  return withDependencies(definition, async (deps) => {
    const access = {
      definition,
      pair: pairOf(deps, definition),
      source: sourceStatements(deps, definition),
      target: targetStatements(deps, definition),
    };
    const { blockers, unreached } = await readGuestDifferences(deps, access, hosts, phases.includes('compute'));
    return { hypervisors: hosts.length - unreached.length, blockers, unread: eachUnreached(unreached) };
  });
}
