import { readProbeClock } from '../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import { answers, viewOf } from '../../model/loss';
import { silentBeyond } from '../../model/silent';
import type { Dependencies } from '../dependencies';
import { measure } from '../probes/measure';
import type { Watched } from './watched';

/** Tells which VMs have been silent beyond the budget since the guard was set, one sentence each. */
export type Silence = () => Promise<readonly string[]>;

export interface LossGuard {
  readonly silent: Silence;
  /** Guarded VMs that have not answered since a moment of the probe machine's clock. */
  readonly unheard: (since: number) => Promise<readonly string[]>;
}

/** Guards the VMs of a host from now on, without those that were off before it was touched. */
export async function guardLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, off }: Pick<Watched, 'off'> & { readonly host: string },
): Promise<LossGuard> {
  const begin = await readProbeClock(await deps.machine(definition, definition.probes.machine));
  const { vms } = await measure(deps, definition, ledger, { since: begin, host });
  const guarded = new Set(vms.map(viewOf).filter((vm) => !off.includes(vm)));
  const read = (from: number) => measure(deps, definition, ledger, { since: from, host });
  return {
    silent: async () =>
      silentBeyond(await read(begin), definition.probes.longestGapMs)
        .vms.filter((vm) => guarded.has(viewOf(vm)))
        .map((vm) => `${viewOf(vm)} has not answered for ${vm.longestGapMs} ms`),
    unheard: async (from) => {
      const heard = new Set((await read(from)).vms.filter(answers).map(viewOf));
      return [...guarded].filter((vm) => !heard.has(vm));
    },
  };
}
