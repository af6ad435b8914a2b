import { listComputeServices } from '../../connectors/openstack/compute-api';
import type { StepResult } from '../../model/run';
import { COMPUTE_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { eventually } from '../services/eventually';
import { openSession } from '../services/open-session';
import { isRunning, readUnits } from '../services/units';
import { openHost, type HostInput } from './open-host';

const UP_MS = 120_000;
const QUIET_MS = 180_000;

/** Starts the new nova-compute and waits until Nova hears of it. The network agent stays stopped. */
export function createEnsureComputeStarted(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const session = await openSession(definition);
    const before = (await readUnits(machine, [COMPUTE_UNIT])).some(isRunning);
    await ledger.recordUndo(input, 'stopCompute', { host: input.host, running: before });
    await machine.run(['systemctl', 'unmask', '--quiet', COMPUTE_UNIT]);
    await machine.run(['systemctl', 'start', COMPUTE_UNIT], { quietMs: QUIET_MS });
    await eventually(async () => {
      const services = await listComputeServices(session);
      const own = services.find(({ binary, host }) => binary === 'nova-compute' && host === input.host);
      if (own?.state !== 'up') throw failure('HostNotReady', `nova-compute on ${input.host} is not up in Nova's API.`);
    }, UP_MS);
    return { changed: !before, summary: `nova-compute of ${definition.releases.to} is up on ${input.host}.` };
  };
}
