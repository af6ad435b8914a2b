import { stopProbes } from '../../connectors/probes/probe-units';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { describeLoss } from './loss-fact';
import { readProbed } from './probed';
import { pointsOf } from './points';
import { recordLoss } from './record-loss';
import { storeSamples } from './store-samples';

/** Measures a last time, ends the probes of a set, and takes what they have written into the store. */
export async function endProbes(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
  set: string,
): Promise<{ readonly stopped: number; readonly summary: string }> {
  const current = await readProbed(ledger, definition.name);
  // the probes of an older run say nothing about this one
  const told =
    current?.set === set ? describeLoss(await recordLoss(deps, definition, ledger, run)) : 'They were of an older run.';
  let stopped = 0;
  for (const { machine } of pointsOf(definition))
    stopped += await stopProbes(await deps.machine(definition, machine), set);
  if (current?.set === set) await storeSamples(deps, definition, ledger, run, set);
  return { stopped, summary: `${stopped} probes ended. ${told}` };
}
