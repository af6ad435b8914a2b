import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { describeLoss } from './loss-fact';
import { readProbed } from './probed';
import { recordLoss } from './record-loss';
import { noteSets, readSets, stopSets } from './sets';
import { storeSamples } from './store-samples';

/** Measures a last time, ends all probes of a cluster, and takes what those of this run have written into the store. */
export async function endProbes(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
): Promise<{ readonly stopped: number; readonly summary: string }> {
  // the probes of an older run say nothing about this one
  const isOwn = (await readProbed(ledger, definition.name))?.set === run.id;
  const told = isOwn
    ? describeLoss(await recordLoss(deps, definition, ledger, run))
    : 'They have measured nothing of this run.';
  const stopped = await stopSets(deps, definition, ledger, await readSets(ledger, definition.name));
  if (isOwn) await storeSamples(deps, definition, ledger, run, run.id);
  await noteSets(ledger, run, []);
  return { stopped, summary: `${stopped} probes ended. ${told}` };
}
