import { readPaces } from '../../connectors/probes/read-pace';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { lossFact, measure, readProbed, type Measured } from './measure';

/** Records what was lost so far in the whole run as the fact `loss`, and how evenly the prober itself worked. */
export async function recordLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
): Promise<Measured> {
  const measured = await measure(deps, definition, ledger, { since: 0 });
  const probed = await readProbed(ledger, definition.name);
  const machine = await deps.machine(definition, definition.probes.machine);
  const controls = (probed?.controls ?? []).map(({ name }) => name);
  const paces = probed === undefined ? [] : await readPaces(machine, probed.set, controls);
  const prober = { intervalMs: definition.probes.intervalMs, paces: paces.map((pace) => ({ ...pace })) };
  await ledger.recordFact(run, 'loss', { ...lossFact(measured), prober });
  return measured;
}
