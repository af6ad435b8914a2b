import { z } from 'zod';
import { stopProbes } from '../../connectors/probes/probe-units';
import { PROBES_TRACK } from '../../model/names';
import type { ClusterDefinition } from '../../model/cluster';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import { defineFact } from '../define/fact';
import { defineUndoRecord } from '../define/undo';
import type { Dependencies } from '../dependencies';
import { pointsOf } from './points';
import { readProbed } from './probed';

/** Names the sets of a cluster's probes that may run. */
const setsFact = defineFact<{ readonly sets: readonly string[] }>('probe-sets');
/** There is one for each phase that a run can begin with. */
const MOST_UNDOS = 100;

/** What the undo of a run's probes keeps. */
export const startedSet = defineUndoRecord({ kind: 'stopProbes', detail: z.object({ set: z.string() }) });

/** Sets of this cluster's probes that may run, as far as the ledger knows; earlier versions only noted the last one, and undos. */
export async function readSets(ledger: Ledger, cluster: string): Promise<readonly string[]> {
  const noted = await setsFact.read(ledger, cluster);
  const probed = await readProbed(ledger, cluster);
  const undos = await ledger.readUndos(cluster, { limit: MOST_UNDOS, track: PROBES_TRACK });
  return [
    ...new Set([
      ...(noted?.sets ?? []),
      ...(probed === undefined ? [] : [probed.set]),
      ...startedSet.detailsOf(undos).map(({ set }) => set),
    ]),
  ];
}

export async function noteSets(ledger: Ledger, run: RunRef, sets: readonly string[]): Promise<void> {
  await setsFact.record(ledger, run, { sets });
}

/** Ends these sets of probes on every machine that pings, or pinged for the run before; their logs stay. Returns how many ran. */
export async function stopSets(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  sets: readonly string[],
): Promise<number> {
  const before = (await readProbed(ledger, definition.name))?.points ?? [];
  const names = new Set([...pointsOf(definition), ...before].map(({ machine }) => machine));
  let stopped = 0;
  for (const { name } of definition.machines.filter((machine) => names.has(machine.name))) {
    const machine = await deps.machine(definition, name);
    for (const set of sets) stopped += await stopProbes(machine, set);
  }
  return stopped;
}

/** Ends whatever probes of this cluster other sets have left. The own one is noted first: a run that fails meanwhile leaves it. */
export async function stopOtherSets(
  deps: Dependencies,
  definition: ClusterDefinition,
  ledger: Ledger,
  run: RunRef,
  set: string,
): Promise<number> {
  const others = (await readSets(ledger, definition.name)).filter((one) => one !== set);
  await noteSets(ledger, run, [...others, set]);
  const stopped = await stopSets(deps, definition, ledger, others);
  await noteSets(ledger, run, [set]);
  return stopped;
}
