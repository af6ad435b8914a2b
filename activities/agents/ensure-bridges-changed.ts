import { ApplicationFailure } from '@temporalio/common';
import { HostHelper, type BridgeChangeFigures } from '../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { bridgeChanges } from '../../flows/bridge-mode';
import { BYPASS_COOKIE } from '../../flows/cookie';
import type { StepResult } from '../../model/run';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { runStep, settleStep } from '../toolbox/detached';
import { openHost, type HostInput } from '../toolbox/open-host';
import { isRunning, readUnits } from '../toolbox/units';
import { takeSnapshot } from './bypass/bridge-snapshot';
import { bridgesWithoutBypass } from './bypass/host-bypass';
import { readKeptBypass } from './bypass/kept-bypass';
import { restoreBridges } from './restore-bridges';
import { openWindow } from './guard/window';

const REFUSED =
  "The machine did not let the switch's first thread go before others (chrt, taskset): what was measured of lost packets was measured with it.";

/**
 * Gives the bridges their controller and fail mode while the bypass flows carry the traffic. It flushes a bridge, so the host does it
 * itself, and brings the bypass flows back within a millisecond. The agent's own start then flushes nothing.
 */
export const ensureBridgesChanged = defineStep({
  name: 'ensureBridgesChanged',
  once: 'done',
  undo: restoreBridges,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const open = await openHost(deps, input.run.cluster, input.host);
    const { definition, ledger, machine, pair } = open;
    await settleStep(machine, input, ['change']);
    const { flows, bridges } = await readKeptBypass(deps, open);
    const helper = await HostHelper.install(machine);
    const reinstall = async (): Promise<readonly string[]> => {
      const bare = bridgesWithoutBypass(flows, await helper.count(bridges, BYPASS_COOKIE));
      if (bare.length > 0) await helper.seed(flows, BYPASS_COOKIE);
      return bare;
    };
    const changesDue = async () => bridgeChanges(await readSwitch(machine), bridges, pair.network.agentController);
    const changes = await changesDue();
    if (changes.length === 0) {
      // A change that failed at its end may have left a bridge bare; a new agent has its own flows.
      const bare = (await readUnits(machine, [pair.units.agent])).some(isRunning) ? [] : await reinstall();
      const mended = bare.length === 0 ? '' : ` ${bare.join(', ')} had lost bypass flows; they are restored.`;
      return { changed: false, summary: `Every bridge has a controller and is secure.${mended}` };
    }
    await restoreBridges.record(ledger, input, await takeSnapshot(machine, deps.store, bridges));
    // Detached: what has begun ends, whatever becomes of us.
    const command = await helper.changeCommand(
      changes.map(({ bridge, controller, failMode }) => ({ bridge, controller, failMode, flows: flows[bridge] ?? [] })),
    );
    const output = await runStep(machine, input, 'change', command).catch(async (error: unknown) => {
      if (error instanceof ApplicationFailure && error.type === 'CommandFailed') await reinstall();
      throw error;
    });
    const { changed } = JSON.parse(output) as { changed: readonly BridgeChangeFigures[] };
    const left = (await changesDue()).map(({ bridge }) => bridge);
    if (left.length > 0) throw failure('CommandFailed', `${input.host}: ${left.join(', ')} did not take the new mode.`);
    const bare = await reinstall();
    if (bare.length > 0)
      throw failure('CommandFailed', `${input.host}: ${bare.join(', ')} had lost bypass flows; they are restored.`);
    await openWindow(deps, definition, ledger, input).note('bridgesChanged', {
      bridges: changed.map(({ bridge, gapMs }) => ({ name: bridge, gapMs })),
    });
    const gaps = changed.map(({ bridge, gapMs }) => `${bridge} ${gapMs === null ? 'no' : `${gapMs} ms`}`);
    const summary = `Bridges changed; without flows: ${gaps.join(', ')}.`;
    const refused = changed.some(({ firstThreadFirst }) => firstThreadFirst === false);
    return { changed: true, summary: refused ? `${summary} ${REFUSED}` : summary };
  },
});
