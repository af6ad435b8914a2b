import { TIMEOUT_MS } from '../../../connectors/probes/probe';
import { readProbeClock } from '../../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Ledger } from '../../../model/ledger';
import { answers, viewOf } from '../../../model/report/loss';
import { silentBeyond } from '../../../model/report/silent';
import type { Dependencies } from '../../dependencies';
import { measure } from '../../probes/measure';
import { lookBack } from './look-back';
import type { Watched } from './watched';

/** Tells which VMs have been silent beyond the budget since the guard was set, one sentence each. */
export type Silence = () => Promise<readonly string[]>;

export interface LossGuard {
  readonly silent: Silence;
  /** Guarded VMs that have not answered since a moment of the probe machine's clock. */
  readonly unheard: (since: number) => Promise<readonly string[]>;
}

/** What a pinger may be late to write down, and a clock that is asked over ssh may be off by. */
const LATE_MS = 3_000;
/** Some requests before a silence tell when it began. */
const REQUESTS = 5;

/** Guards the VMs of a host from now on, without those that were off before it was touched. */
export async function guardLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  { host, off }: Pick<Watched, 'off'> & { readonly host: string },
): Promise<LossGuard> {
  const { machine, intervalMs, longestGapMs } = definition.probes;
  const probe = await deps.machine(definition, machine);
  const begin = await readProbeClock(probe);
  const read = (from: number) => measure(deps, definition, ledger, { since: from, host });
  const guarded = new Set((await read(begin)).vms.map(viewOf).filter((vm) => !off.includes(vm)));
  const before = (LATE_MS + REQUESTS * intervalMs) / 1_000;
  const reach = (longestGapMs + TIMEOUT_MS) / 1_000 + before;
  // What was read once and is over is not read again: a host's logs grow by thousands of lines a second.
  let since = begin;
  return {
    silent: async () => {
      const now = await readProbeClock(probe);
      const { vms, controls } = await read(since);
      const seen = { vms: vms.filter((vm) => guarded.has(viewOf(vm))), controls };
      since = Math.max(begin, lookBack(seen, now - reach, { budgetMs: longestGapMs, before }));
      return silentBeyond(seen, longestGapMs).vms.map(
        (vm) => `${viewOf(vm)} has not answered for ${vm.longestGapMs} ms`,
      );
    },
    unheard: async (from) => {
      const heard = new Set((await read(from)).vms.filter(answers).map(viewOf));
      return [...guarded].filter((vm) => !heard.has(vm));
    },
  };
}
