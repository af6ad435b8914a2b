import { stopProbes } from '../../connectors/probes/probe-units';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import type { HostInput } from '../toolbox/open-host';
import { inFlight } from './in-flight';
import { pointsOf } from './points';
import { namesOn, readProbed } from './probed';

/** A host that has had its turn is pinged as often as all others again. */
export const ensureHostProbesEnded = defineStep({
  name: 'ensureHostProbesEnded',
  once: 'never',
  run: async (deps: Dependencies, { run, host }: HostInput): Promise<StepResult> => {
    const definition = await deps.readDefinition(run.cluster);
    const probed = await readProbed(await deps.ledger(definition), run.cluster);
    if (probed === undefined) return { changed: false, summary: 'No probes were started.' };
    for (const { machine } of pointsOf(definition)) {
      const faster = new Set(namesOn(probed, machine, host).map((name) => inFlight({ name })));
      await stopProbes(await deps.machine(definition, machine), probed.set, (probe) => faster.has(probe));
    }
    return { changed: false, summary: `The VMs of ${host} are pinged every ${definition.probes.intervalMs} ms.` };
  },
});
