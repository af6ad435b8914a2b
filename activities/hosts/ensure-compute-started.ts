import { z } from 'zod';
import type { StepResult } from '../../model/run';
import { holdStep } from '../toolbox/hold-step';
import { defineUndo } from '../define/undo';
import { maskUnits } from '../toolbox/hold-units';
import { openHost, type HostInput } from '../toolbox/open-host';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { settleGuests, settlingStep } from '../guests/settle-guests';
import { openAccess } from '../toolbox/access';
import { changeUnits, isRunning, readUnits } from '../toolbox/units';
import { readComputeRuns } from './harmless-compute';
import { startCompute, untilComputeReports } from './start-compute';

/** Leaves nova-compute held, as the step before has left it. */
const stopCompute = defineUndo({
  kind: 'stopCompute',
  detail: z.object({ host: z.string(), running: z.boolean() }),
  undo: async (deps, { host, running }, { cluster }) => {
    const { machine, pair } = await openHost(deps, cluster, host);
    if (running) return `nova-compute ran on ${host} before.`;
    await changeUnits(machine, 'stop', [pair.units.compute]);
    await maskUnits(machine, [pair.units.compute]);
    return `nova-compute stopped on ${host}.`;
  },
});

/**
 * Starts the new nova-compute, which touches no guest yet, and waits until Nova hears of it. What no option keeps it from is looked at
 * once more just before: evacuations, and tasks that it would take up. The network agent stays stopped.
 */
export const ensureComputeStarted = defineStep({
  name: 'ensureComputeStarted',
  once: 'done',
  undo: stopCompute,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger, pair } = access;
    const machine = await deps.machine(definition, host);
    const running = (await readUnits(machine, [pair.units.compute])).some(isRunning);
    await stopCompute.record(ledger, input, { host, running });
    const ready = (await readComputeRuns(machine, pair)) === 'harmless';
    if (ready) await untilComputeReports(access, machine);
    else {
      const { reasons } = await settleGuests(access, machine, settlingStep(input));
      if (reasons.length > 0) return holdStep(host, reasons);
      await startCompute(access, machine);
    }
    const runs = await readComputeRuns(machine, pair);
    if (runs !== 'harmless') {
      await machine.run(['systemctl', 'stop', pair.units.compute]);
      const why = runs === 'not' ? 'it does not stay up' : 'it runs without the options that keep it from guests';
      throw failure('HostNotReady', `${host}: nova-compute was stopped again, as ${why}: see its unit and its log.`);
    }
    return {
      changed: !ready,
      summary: `nova-compute of ${definition.releases.to} is up on ${host}, and touches no guest.`,
    };
  },
});
