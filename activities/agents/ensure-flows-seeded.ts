import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../flows/seeds';
import type { StepResult } from '../../model/run';
import type { Dependencies } from '../dependencies';
import { failure } from '../failure';
import { openHost, type HostInput } from '../hosts/open-host';
import { takeSnapshot } from './bridge-snapshot';
import { readHostSeeds, seedBridges, unseeded } from './host-seeds';
import { openWindow } from './window';

/** Puts flows above all others that carry the traffic while no agent's flows are there; atomic on each bridge. */
export function createEnsureFlowsSeeded(deps: Dependencies) {
  return async (input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine } = await openHost(deps, input.run.cluster, input.host);
    const { found, flows, bridges } = await readHostSeeds(machine, definition);
    const helper = await HostHelper.install(machine);
    const due = unseeded(flows, await helper.count(bridges, SEED_COOKIE));
    const sum = Object.values(flows).reduce((total, list) => total + list.length, 0);
    if (due.length === 0) return { changed: false, summary: `${sum} seeds are there.` };
    await ledger.recordUndo(input, 'restoreBridges', await takeSnapshot(machine, deps.store, bridges));
    const left = unseeded(flows, await seedBridges(machine, helper, { found, flows }));
    if (left.length > 0)
      throw failure('CommandFailed', `${input.host}: no seeds on ${left.join(', ')} although added.`);
    await openWindow(deps, definition, ledger, input).note('seeded');
    return { changed: true, summary: `${sum} seeds on ${bridges.join(' and ')} carry the traffic.` };
  };
}
