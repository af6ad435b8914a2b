import { readPaces } from '../../connectors/probes/read-pace';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { Pace } from '../../model/report/loss';
import type { RunRef } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { gauge } from '../toolbox/metrics/count';
import { lossFact, sumOf } from './loss-fact';
import { measure, type Measured } from './measure';
import { readProbed } from './probed';

/** Records what was lost so far in the whole run as the fact `loss`, and how evenly the probers themselves worked. */
export async function recordLoss(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
): Promise<Measured> {
  const measured = await measure(deps, definition, ledger, { since: 0 });
  const probed = await readProbed(ledger, definition.name);
  const points = probed?.points ?? [];
  const { intervalMs, inFlightIntervalMs } = definition.probes;
  const paces: Pace[] = [];
  for (const { machine: name, controls } of points) {
    const machine = await deps.machine(definition, name);
    const from = points.length > 1 ? { from: name } : {};
    const found = await readPaces(
      machine,
      probed?.set ?? '',
      controls.map((control) => control.name),
    );
    paces.push(...found.map((pace) => ({ ...pace, ...from })));
  }
  const { vms, controls, byArp, unwatched } = measured;
  await lossFact.record(ledger, run, {
    ...{ vms, controls, byArp },
    unwatched: unwatched.map(({ name, host }) => ({ name, host })),
    prober: { intervalMs, inFlightIntervalMs, paces },
  });
  for (const pings of ['sent', 'lost'] as const)
    gauge('stackleap_run_pings', sumOf(vms, pings), { cluster: run.cluster, pings });
  return measured;
}
