import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { SEED_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { restoreBridges } from './restore-bridges';
import { takeSnapshot } from './seeds/bridge-snapshot';
import { seedBridges, unseeded, type HostSeeds } from './seeds/host-seeds';
import { keepSeeds, readStandingSeeds } from './seeds/kept-seeds';
import { openWindow } from './guard/window';

/** Puts flows above all others that carry the traffic while no agent's flows are there; atomic on each bridge. */
export const ensureFlowsSeeded = defineStep({
  name: 'ensureFlowsSeeded',
  once: 'done',
  undo: restoreBridges,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine } = open;
    const seeds = await readStandingSeeds(deps, open);
    const { flows, bridges, copied, exposed } = seeds;
    const helper = await HostHelper.install(machine);
    const due = unseeded(flows, await helper.count(bridges, SEED_COOKIE));
    const sum = Object.values(flows).reduce((total, list) => total + list.length, 0);
    if (due.length === 0) return { changed: false, summary: `${sum} seeds are in place.` };
    await restoreBridges.record(ledger, input, await takeSnapshot(machine, deps.store, bridges));
    await keepSeeds(deps, ledger, input.run, input.host, seeds);
    const left = unseeded(flows, await seedBridges(machine, helper, seeds));
    if (left.length > 0)
      throw failure('CommandFailed', `${input.host}: no seeds on ${left.join(', ')} although added.`);
    await openWindow(deps, definition, ledger, input).note('seeded', { copied: [...copied], exposed: [...exposed] });
    return {
      changed: true,
      summary: `${sum} seeds on ${bridges.join(' and ')} carry the traffic.${tellFilters(seeds)}`,
    };
  },
});

function tellFilters({ copied, exposed }: HostSeeds): string {
  const kept = copied.length === 0 ? '' : ` Copied with all that they filter: ${copied.join(', ')}.`;
  return exposed.length === 0 ? kept : `${kept} Anti-spoofing flows are passed by for ${exposed.join(', ')}.`;
}
