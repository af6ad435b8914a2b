import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { BYPASS_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { openHost, type HostInput } from '../toolbox/open-host';
import { takeSnapshot } from './bypass/bridge-snapshot';
import { installBypass, bridgesWithoutBypass, type HostBypass } from './bypass/host-bypass';
import { keepBypass, readStandingBypass } from './bypass/kept-bypass';
import { restoreBridges } from './restore-bridges';
import { openWindow } from './guard/window';

/** Puts flows above all others that carry the traffic while no agent's flows are there; atomic on each bridge. */
export const ensureFlowsSeeded = defineStep({
  name: 'ensureFlowsSeeded',
  once: 'done',
  undo: restoreBridges,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine } = open;
    const bypass = await readStandingBypass(deps, open);
    const { flows, bridges, copied, exposed } = bypass;
    const helper = await HostHelper.install(machine);
    const due = bridgesWithoutBypass(flows, await helper.count(bridges, BYPASS_COOKIE));
    const sum = Object.values(flows).reduce((total, list) => total + list.length, 0);
    if (due.length === 0) return { changed: false, summary: `${sum} bypass flows are in place.` };
    await restoreBridges.record(ledger, input, await takeSnapshot(machine, deps.store, bridges));
    await keepBypass(deps, ledger, input.run, input.host, bypass);
    const left = bridgesWithoutBypass(flows, await installBypass(machine, helper, bypass));
    if (left.length > 0)
      throw failure('CommandFailed', `${input.host}: no bypass flows on ${left.join(', ')} although added.`);
    await openWindow(deps, definition, ledger, input).note('seeded', { copied: [...copied], exposed: [...exposed] });
    return {
      changed: true,
      summary: `${sum} bypass flows on ${bridges.join(' and ')} carry the traffic.${tellFilters(bypass)}`,
    };
  },
});

function tellFilters({ copied, exposed }: HostBypass): string {
  const kept = copied.length === 0 ? '' : ` Copied with all that they filter: ${copied.join(', ')}.`;
  return exposed.length === 0 ? kept : `${kept} Anti-spoofing flows are passed by for ${exposed.join(', ')}.`;
}
