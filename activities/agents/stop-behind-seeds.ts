import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { AGENT_UNIT } from '../../releases/liberty-to-stein/packages';
import type { Dependencies } from '../dependencies';
import { openHost, type HostInput } from '../hosts/open-host';
import { isRunning, readUnits } from '../services/units';
import { seedBridges } from './host-seeds';
import { readKeptSeeds } from './kept-seeds';

const STOPPED_WITHIN_MS = 120_000;

/** Nobody watches a host while it is held: an agent that this step has started does not run meanwhile. Flows stay when it stops. */
export async function stopBehindSeeds(deps: Dependencies, { run, step, host }: HostInput): Promise<void> {
  const open = await openHost(deps, run.cluster, host);
  const { ledger, machine } = open;
  const standing = await ledger.readUndo(run.cluster, step);
  if (standing === undefined || standing.detail['running'] === true) return;
  if (!(await readUnits(machine, [AGENT_UNIT])).some(isRunning)) return;
  const seeds = await readKeptSeeds(deps, open);
  const helper = await HostHelper.install(machine);
  await seedBridges(machine, helper, seeds);
  await machine.run(['systemctl', 'stop', AGENT_UNIT], { quietMs: STOPPED_WITHIN_MS });
  // An agent may have taken them away as its last deed.
  await seedBridges(machine, helper, seeds);
}
