import { readProbeClock } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { TargetLoss } from '../../model/loss';
import { silentBeyond } from '../../model/silent';
import type { Dependencies } from '../dependencies';
import { measure } from '../probes/measure';

/** Tells which VMs have been silent beyond the budget since the guard was set, one sentence each. */
export type LossGuard = () => Promise<readonly string[]>;

/** Who is seen from where. */
const view = ({ name, from = '' }: TargetLoss): string => `${from} ${name}`;

const answers = ({ sent, lost }: TargetLoss): boolean => sent > lost;

/**
 * Guards the VMs of a host from now on. Those that have not answered since `since` (seconds by the probe machine's clock) cannot be
 * guarded by pings.
 */
export async function guardLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, since }: { readonly host: string; readonly since: number },
): Promise<LossGuard> {
  const { vms } = await measure(deps, definition, ledger, { since, host });
  const guarded = new Set(vms.filter(answers).map(view));
  const begin = await readProbeClock(await deps.machine(definition, definition.probes.machine));
  return async () => {
    const now = await measure(deps, definition, ledger, { since: begin, host });
    return silentBeyond(now, definition.probes.longestGapMs)
      .vms.filter((vm) => guarded.has(view(vm)))
      .map(
        (vm) => `${vm.name} has not answered${vm.from === undefined ? '' : ` ${vm.from}`} for ${vm.longestGapMs} ms`,
      );
  };
}
