import { readProbeClock } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import { type TargetLoss, viewOf } from '../../model/report/loss';
import { silentBeyond } from '../../model/report/silent';
import { readWatched } from '../agents/guard/watched';
import type { Dependencies } from '../dependencies';
import { tellLoss } from '../probes/loss-fact';
import { measure } from '../probes/measure';
import { readActedOn } from './acted-on';
import type { HostTurn } from './host-turns';

/** Several VMs of one name are told apart by their addresses, behind it. */
const ADDRESS = / \([^()]*\)$/;

/**
 * VMs of a host that were silent beyond the definition's budget since its turn, a line each. Those that were off before it, and those that
 * somebody has acted on since, owe no answer.
 */
export async function readSilentVms(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, ageMs }: HostTurn,
): Promise<readonly string[]> {
  const probe = await deps.machine(definition, definition.probes.machine);
  const since = (await readProbeClock(probe)) - ageMs / 1_000;
  const measured = await measure(deps, definition, ledger, { since, host });
  const { off = [] } = (await readWatched(ledger, definition.name, host)) ?? {};
  const silent = silentBeyond(measured, definition.probes.longestGapMs).vms.filter((vm) => !off.includes(viewOf(vm)));
  const acted = await readActedOn(deps, definition, silent.map(nameOf), ageMs);
  return silent.filter((vm) => !acted.has(nameOf(vm))).map((vm) => `${host}: ${tellLoss(vm)}`);
}

function nameOf({ name }: Pick<TargetLoss, 'name'>): string {
  return name.replace(ADDRESS, '');
}
