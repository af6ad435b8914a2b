import { stopProbes } from '../../connectors/probes/probe-units';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { describeLoss, lossFact, measure, readProbed } from './measure';

/** Measures a last time, then ends the probes of a set. */
export async function endProbes(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
  set: string,
): Promise<{ readonly stopped: number; readonly summary: string }> {
  const machine = await deps.machine(definition, definition.probes.machine);
  const current = await readProbed(ledger, definition.name);
  const measured = await measure(deps, definition, ledger, { since: 0 });
  // the probes of an older run say nothing about this one
  if (current?.set === set) await ledger.recordFact(run, 'loss', lossFact(measured));
  const stopped = await stopProbes(machine, set);
  return { stopped, summary: `${stopped} probes ended. ${describeLoss(measured)}` };
}
