import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import { failure } from './failure';

/**
 * Makes sure that a run may still write: `terminate` frees the cluster's lock while activities of the run are at work. Fails with
 * RunSuperseded when a newer one has begun to write.
 */
export async function holdLease(ledger: Ledger, run: RunRef): Promise<void> {
  const own = run.lease ?? run.id;
  const holder = await ledger.takeLease(run);
  if (holder !== own)
    throw failure(
      'RunSuperseded',
      `${run.cluster}: run ${own} writes nothing any more, since run ${holder} has begun to.`,
    );
}
