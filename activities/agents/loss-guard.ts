import { readProbeClock } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import { exceeds, type TargetLoss } from '../../model/loss';
import type { Dependencies } from '../dependencies';
import { measure } from '../probes/measure';

/** Tells which VMs have been silent beyond the budget since the guard was set, one sentence each. */
export type LossGuard = () => Promise<readonly string[]>;

/** Who is seen from where. */
const view = ({ name, from = '' }: TargetLoss): string => `${from} ${name}`;

const answers = ({ sent, lost }: TargetLoss): boolean => sent > lost;

/**
 * Guards the VMs of a host from now on. Those that have not answered since `since` (seconds by the probe machine's clock) cannot be
 * guarded by pings; while a control target of a machine that pings is silent, that machine is disturbed, and proves nothing.
 */
export async function guardLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, since }: { readonly host: string; readonly since: number },
): Promise<LossGuard> {
  const silent = (target: TargetLoss): boolean => exceeds(target, definition.probes.longestGapMs);
  const { vms } = await measure(deps, definition, ledger, { since, host });
  const guarded = new Set(vms.filter(answers).map(view));
  const begin = await readProbeClock(await deps.machine(definition, definition.probes.machine));
  return async () => {
    const now = await measure(deps, definition, ledger, { since: begin, host });
    const disturbed = now.controls.filter(silent).map(({ from }) => from);
    return now.vms
      .filter((vm) => guarded.has(view(vm)) && !disturbed.includes(vm.from) && silent(vm))
      .map(
        (vm) => `${vm.name} has not answered${vm.from === undefined ? '' : ` ${vm.from}`} for ${vm.longestGapMs} ms`,
      );
  };
}
