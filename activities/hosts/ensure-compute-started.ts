import type { StepResult } from '../../model/run';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openAccess } from '../services/access';
import { isRunning, readUnits } from '../services/units';
import { missingOptions } from './harmless-compute';
import type { HostInput } from './open-host';
import { startCompute } from './start-compute';

/**
 * Starts the new nova-compute, which touches no guest yet, and waits until Nova hears of it. One that runs with options that let it
 * touch guests is started anew. The network agent stays stopped.
 */
export function createEnsureComputeStarted(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { host } = input;
    const access = await openAccess(deps, input.run.cluster);
    const { definition, ledger } = access;
    const machine = await deps.machine(definition, host);
    const running = (await readUnits(machine, [COMPUTE_UNIT])).some(isRunning);
    await ledger.recordUndo(input, 'stopCompute', { host, running });
    const ready = running && (await missingOptions(machine)).length === 0;
    if (!ready) await startCompute(access, machine);
    const missing = await missingOptions(machine);
    if (missing.length > 0) {
      await machine.run(['systemctl', 'stop', COMPUTE_UNIT]);
      const names = missing.join(', ');
      throw failure(
        'HostNotReady',
        `${host}: nova-compute was stopped again, as it runs without ${names}: see its unit.`,
      );
    }
    return {
      changed: !ready,
      summary: `nova-compute of ${definition.releases.to} is up on ${host}, and touches no guest.`,
    };
  };
}
