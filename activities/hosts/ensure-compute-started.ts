import type { StepResult } from '../../model/run';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';
import { held } from '../toolbox/held';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { settleGuests, settlingStep } from '../guests/settle-guests';
import { openAccess } from '../toolbox/access';
import { isRunning, readUnits } from '../toolbox/units';
import { readComputeRuns } from './harmless-compute';
import type { HostInput } from '../toolbox/open-host';
import { startCompute, untilComputeReports } from './start-compute';

/**
 * Starts the new nova-compute, which touches no guest yet, and waits until Nova hears of it. What no option keeps it from is looked at
 * once more just before: evacuations, and tasks that it would take up. The network agent stays stopped.
 */
export function createEnsureComputeStarted(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const machine = await deps.machine(definition, host);
    const running = (await readUnits(machine, [COMPUTE_UNIT])).some(isRunning);
    await ledger.recordUndo(input, 'stopCompute', { host, running });
    const ready = (await readComputeRuns(machine)) === 'harmless';
    if (ready) await untilComputeReports(access, machine);
    else {
      const { reasons } = await settleGuests(access, machine, settlingStep(input));
      if (reasons.length > 0) return held(host, reasons);
      await startCompute(access, machine);
    }
    const runs = await readComputeRuns(machine);
    if (runs !== 'harmless') {
      await machine.run(['systemctl', 'stop', COMPUTE_UNIT]);
      const why = runs === 'not' ? 'it does not stay up' : 'it runs without the options that keep it from guests';
      throw failure('HostNotReady', `${host}: nova-compute was stopped again, as ${why}: see its unit and its log.`);
    }
    return {
      changed: !ready,
      summary: `nova-compute of ${definition.releases.to} is up on ${host}, and touches no guest.`,
    };
  };
}
