import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { measure } from '../../activities/probes/measure';
import { probeFolder, TIMEOUT_MS } from '../../connectors/probes/probe';
import { readProbeClock } from '../../connectors/probes/read-loss';
import { readPaces } from '../../connectors/probes/read-pace';
import type { Pace } from '../../model/report/loss';
import type { RunRef } from '../../model/run';
import type { Method } from './methods';
import { place, type Product } from './product';
import type { Change } from './summary';

/** A request counts as lost only after its time-out, and what fping writes lies in its buffer for half a second. */
const SETTLED_MS = TIMEOUT_MS + 800;

/** Measures one change of these hosts at the same time, and its undo; each has probes of its own, so that logs stay short. */
export async function measureChange(
  product: Product,
  name: string,
  method: Method,
  hosts: readonly string[],
): Promise<Change & { readonly paces: readonly Pace[] }> {
  const { deps, definition } = product;
  // A run's first characters distinguish units on the hosts.
  const run: RunRef = {
    id: `${randomUUID().slice(0, 8)}-${name}`,
    cluster: definition.name,
    datacenter: definition.datacenter,
  };
  const ledger = await deps.ledger(definition);
  const prober = await deps.machine(definition, definition.probes.machine);
  const lossSince = async (since: number) => {
    await sleep(SETTLED_MS);
    return measure(deps, definition, ledger, { since });
  };
  await product.step(place(run, 'agents', 'probes', 'start'), 'ensureProbesStarted');
  const begin = await readProbeClock(prober);
  await Promise.all(hosts.map((host) => method(product, run, host)));
  const { vms, controls } = await lossSince(begin);
  const back = await readProbeClock(prober);
  await product.undoAgents(run, 'stopProbes');
  const undone = await lossSince(back);
  const paces = await readPaces(
    prober,
    run.id,
    controls.map(({ name }) => name),
  );
  await product.undoAgents(run);
  await prober.run(['rm', '-rf', probeFolder(run.id)]);
  return { vms, hosts, controls, undo: undone.vms, paces };
}
