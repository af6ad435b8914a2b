import { readProbeClock } from '../../../connectors/probes/read-loss';
import type { ClusterDefinition } from '../../../model/cluster';
import type { Ledger } from '../../../model/ledger';
import { answers, viewOf } from '../../../model/report/loss';
import type { Dependencies } from '../../dependencies';
import { measure } from '../../probes/measure';

/** How far one looks back. */
const LEAST_MS = 2_000;
const REQUESTS = 5;
/** Fewer prove nothing. */
const LEAST_SENT = 3;

export interface Answering {
  /** VMs that do not answer, each as one machine sees it: somebody has switched them off since the baseline. */
  readonly off: readonly string[];
  /** Neither VMs nor control targets are heard. */
  readonly nobody: boolean;
}

/** Which VMs of a host answer just now. */
export async function whoAnswers(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  host: string,
): Promise<Answering> {
  const { machine, intervalMs } = definition.probes;
  const now = await readProbeClock(await deps.machine(definition, machine));
  const since = now - Math.max(LEAST_MS, REQUESTS * intervalMs) / 1_000;
  const { vms, controls } = await measure(deps, definition, ledger, { since, host });
  const all = [...vms, ...controls];
  return {
    off: vms.filter((vm) => vm.sent >= LEAST_SENT && !answers(vm)).map(viewOf),
    nobody: all.length > 0 && !all.some(answers),
  };
}
