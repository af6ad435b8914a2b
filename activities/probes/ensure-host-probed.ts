import { ensureProbes, stopProbes } from '../../connectors/probes/probe-units';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import type { HostInput } from '../toolbox/open-host';
import { inFlight, isInFlight } from './in-flight';
import { pointsOf } from './points';
import { namesOn, readProbed } from './probed';
import { readTargets } from './targets';

/**
 * Pings the VMs of a host, besides, every `probes.inFlightIntervalMs` while it has its turn, and those of no other host: one that
 * failed has left its own. They belong to the run's probes, and end with those at the latest: that is their undo.
 */
export const ensureHostProbed = defineStep({
  name: 'ensureHostProbed',
  once: 'never',
  run: async (deps: Dependencies, { run, host }: HostInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(run.cluster);
    const { inFlightIntervalMs } = definition.probes;
    const probed = await readProbed(await deps.ledger(definition), run.cluster);
    if (inFlightIntervalMs === null || probed === undefined)
      return { changed: false, summary: `The VMs of ${host} are pinged as before.` };
    let changed = 0;
    for (const point of pointsOf(definition)) {
      const { vms } = await readTargets(definition, point);
      const names = namesOn(probed, point.machine, host);
      // those that are asked by ARP have a log of another name, and stay as they are
      const faster = vms.filter(({ name }) => names.includes(name)).map((vm) => ({ ...vm, name: inFlight(vm) }));
      const own = new Set(faster.map(({ name }) => name));
      const machine = await deps.machine(definition, point.machine);
      changed += await stopProbes(machine, probed.set, (probe) => isInFlight(probe) && !own.has(probe));
      changed += await ensureProbes(machine, probed.set, faster, inFlightIntervalMs);
    }
    return { changed: changed > 0, summary: `The VMs of ${host} are pinged every ${inFlightIntervalMs} ms.` };
  },
});
