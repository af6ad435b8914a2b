import { z } from 'zod';
import type { StepResult } from '../../model/run';
import { holdStep } from '../toolbox/hold-step';
import { defineUndo } from '../define/undo';
import { openHost, type HostInput } from '../toolbox/open-host';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { settleGuests, settlingStep } from '../guests/settle-guests';
import { openAccess } from '../toolbox/access';
import { noteVersionsAfter } from './facts/noted-versions';
import { isHarmless, makeHarmless, makeOwn, readComputeRuns } from './harmless-compute';
import { startCompute, untilComputeReports } from './start-compute';
import { changeUnits } from '../toolbox/units';

/** Stops nova-compute and does not start it again: the way back must not wait for a control plane that may be why one goes back. */
const tameCompute = defineUndo({
  kind: 'tameCompute',
  detail: z.object({ host: z.string(), harmless: z.boolean() }),
  undo: async (deps, { host, harmless }, { cluster }) => {
    if (!harmless) return `nova-compute on ${host} ran with its own configuration before.`;
    const { machine, pair } = await openHost(deps, cluster, host);
    await makeHarmless(machine, pair);
    await changeUnits(machine, 'stop', [pair.units.compute]);
    return `${host}: nova-compute is stopped, and will touch no guest when it starts.`;
  },
});

/**
 * Starts nova-compute once more, with its own configuration: from here on it does to guests what their rows say. So what it would do
 * is looked at once more just before, and holds the host.
 */
export const ensureComputeReleased = defineStep({
  name: 'ensureComputeReleased',
  once: 'done',
  undo: tameCompute,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, pair } = access;
    const machine = await deps.machine(definition, host);
    const noteVersions = () => noteVersionsAfter({ definition, ledger, machine, pair }, input.run);
    const before = await isHarmless(machine, pair);
    const summary = `nova-compute on ${host} runs with its own configuration.`;
    if (!before && (await readComputeRuns(machine, pair)) === 'own') {
      await untilComputeReports(access, machine);
      await noteVersions();
      return { changed: false, summary };
    }
    const { reasons } = await settleGuests(access, machine, settlingStep(input));
    if (reasons.length > 0) return holdStep(host, reasons);
    await tameCompute.record(ledger, input, { host, harmless: before });
    // After an undo of this step alone it is stopped.
    if (before && (await readComputeRuns(machine, pair)) !== 'harmless') await startCompute(access, machine);
    await makeOwn(machine, pair);
    await startCompute(access, machine);
    await noteVersions();
    return { changed: true, summary };
  },
});
