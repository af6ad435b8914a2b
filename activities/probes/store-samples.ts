import { hasProbeSamples, readProbeSamples } from '../../connectors/probes/read-samples';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef, StoredFile } from '../../model/run';
import { defineFact } from '../define/fact';
import type { Dependencies } from '../dependencies';
import { beat } from '../toolbox/heartbeat';
import { pointsOf } from './points';

/** Logs of one machine that pinged, compressed. */
interface StoredSamples extends StoredFile {
  readonly machine: string;
  readonly bytes: number;
}

export const samplesFact = defineFact<{
  readonly run: string;
  readonly set: string;
  readonly files: readonly StoredSamples[];
}>('samples');

/**
 * Puts the logs of a set into the store, compressed, one file for each machine that pinged, and records where as the fact `samples`.
 * Called again it takes the same logs for the same files.
 */
export async function storeSamples(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
  set: string,
): Promise<void> {
  const files: StoredSamples[] = [];
  for (const { machine: name } of pointsOf(definition)) {
    const machine = await deps.machine(definition, name);
    if (!(await hasProbeSamples(machine, set))) continue;
    let bytes = 0;
    const { datacenter, path, sha256 } = await deps.store.putPieces((write) =>
      readProbeSamples(machine, set, async (piece) => {
        bytes += piece.length;
        beat({ samplesBytes: bytes });
        await write(piece);
      }),
    );
    files.push({ machine: name, datacenter, path, sha256, bytes });
  }
  if (files.length > 0) await samplesFact.record(ledger, run, { run: run.id, set, files });
}
