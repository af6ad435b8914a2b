import { hasProbeSamples, readProbeSamples } from '../../connectors/probes/read-samples';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { beat } from '../heartbeat';

/**
 * Puts the logs of a set into the store, compressed, and records where as the fact `samples`. Called again it takes the same logs
 * for the same file.
 */
export async function storeSamples(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
  set: string,
): Promise<void> {
  const name = definition.probes.machine;
  const machine = await deps.machine(definition, name);
  if (!(await hasProbeSamples(machine, set))) return;
  let bytes = 0;
  const { datacenter, path, sha256 } = await deps.store.putPieces((write) =>
    readProbeSamples(machine, set, async (piece) => {
      bytes += piece.length;
      beat({ samplesBytes: bytes });
      await write(piece);
    }),
  );
  await ledger.recordFact(run, 'samples', {
    run: run.id,
    set,
    files: [{ machine: name, datacenter, path, sha256, bytes }],
  });
}
