import type { StepInput, StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { probedFact } from './probed';
import { endProbes } from './end-probes';
import { namesOf } from './names';
import { pointsOf } from './points';
import { startedSet, stopOtherSets } from './sets';
import { startFrom } from './start-from';
import type { VmProbe } from './targets';

/** A later run that began with the same step has no entry: its probes end with those of the first. */
const stopProbes = startedSet.undoneBy(async (deps, _detail, { cluster, run }) => {
  const definition = await deps.readDefinition(cluster);
  return (await endProbes(deps, definition, await deps.ledger(definition), run)).summary;
});

/**
 * Pings every VM and every control target from now on, from every machine that the definition names. The baseline: a VM that answers
 * no ping before anything is touched is asked by ARP, and one that answers neither is not watched, and named. Refuses when from one of
 * the machines no VM or not every control target answers. What earlier runs of the cluster have left pinging ends before; its logs stay.
 */
export const ensureProbesStarted = defineStep({
  name: 'ensureProbesStarted',
  once: 'never',
  undo: stopProbes,
  run: async (deps: Dependencies, input: StepInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(input.run.cluster);
    const ledger = await deps.ledger(definition);
    const { intervalMs } = definition.probes;
    const set = input.run.id;
    await stopProbes.record(ledger, input, { set });
    const ended = await stopOtherSets(deps, definition, ledger, input.run, set);
    const begun = await Promise.all(pointsOf(definition).map((point) => startFrom(deps, definition, point, set)));
    const arp = ports(begun.flatMap((one) => one.arp));
    const watched = new Set(begun.flatMap((one) => [...one.answering, ...one.arp]).map(({ port }) => port));
    const mute = begun.map((one) => ({ ...one, mute: one.mute.filter(({ port }) => watched.has(port)) }));
    const unwatched = ports(begun.flatMap((one) => one.mute)).filter(({ port }) => !watched.has(port));
    await probedFact.record(ledger, input.run, {
      set,
      points: begun.map(({ machine, vms, controls }) => ({ machine, vms, controls })),
      byArp: arp.map(({ vm, host }) => ({ name: vm, host })),
      unwatched: unwatched.map(({ vm, host, port }) => ({ name: vm, host, port })),
    });
    const remarks = [
      ...(ended === 0 ? [] : [`${ended} probes of earlier runs ended.`]),
      ...(arp.length === 0 ? [] : [`Asked by ARP, as they answer no ping: ${namesOf(arp)}.`]),
      ...mute
        .filter((one) => one.mute.length > 0)
        .map((one) => `Not watched from ${one.machine}, which gets no answer from them: ${namesOf(one.mute)}.`),
      ...(unwatched.length === 0 ? [] : [`Not watched, as they answer neither ping nor ARP: ${namesOf(unwatched)}.`]),
    ];
    const told = begun.map(({ machine, answering, controls }) => {
      const from = begun.length > 1 ? ` from ${machine}` : '';
      return `${answering.length} VMs and ${controls.length} control targets are pinged${from} every ${intervalMs} ms.`;
    });
    return { changed: ended > 0 || begun.some(({ changed }) => changed), summary: [...told, ...remarks].join(' ') };
  },
});

/** Each port once, whoever pings it. */
function ports(vms: readonly VmProbe[]): readonly VmProbe[] {
  return [...new Map(vms.map((vm) => [vm.port, vm])).values()];
}
