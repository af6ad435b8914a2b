import { readProbeClock } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import { exceeds, type TargetLoss } from '../../model/loss';
import type { Dependencies } from '../dependencies';
import { measure } from '../probes/measure';

/** Tells which VMs have been silent beyond the budget since the guard was set, one sentence each. */
export type LossGuard = () => Promise<readonly string[]>;

const answers = ({ sent, lost }: TargetLoss): boolean => sent > lost;

/**
 * Guards the VMs of a host from now on. Those that have not answered since `since` (seconds by the probe machine's clock) cannot be
 * guarded by pings; while a control target is silent the probe is disturbed, and proves nothing.
 */
export async function guardLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, since }: { readonly host: string; readonly since: number },
): Promise<LossGuard> {
  const silent = (target: TargetLoss): boolean => exceeds(target, definition.probes.longestGapMs);
  const { vms } = await measure(deps, definition, ledger, { since, host });
  const guarded = new Set(vms.filter(answers).map(({ name }) => name));
  const begin = await readProbeClock(await deps.machine(definition, definition.probes.machine));
  return async () => {
    const now = await measure(deps, definition, ledger, { since: begin, host });
    if (now.controls.some(silent)) return [];
    return now.vms
      .filter((vm) => guarded.has(vm.name) && silent(vm))
      .map(({ name, longestGapMs }) => `${name} has not answered for ${longestGapMs} ms`);
  };
}
