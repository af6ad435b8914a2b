import { z } from 'zod';
import type { StepResult } from '../../model/run';
import type { HeldUnit } from '../../model/pair/units';
import { defineUndo } from '../define/undo';
import { defineStep } from '../define/step';
import type { Dependencies } from '../dependencies';
import { maskUnits, unmaskUnits } from '../toolbox/hold-units';
import { changeUnits, isRunning, readUnits } from '../toolbox/units';
import { openHost, type HostInput } from '../toolbox/open-host';
import { heldUnits } from '../toolbox/held-units';
import { serviceUnits } from './service-units';

/** What agents of network services serve continues without them until their own step starts the new ones. */
function heldServices(units: readonly string[]): readonly HeldUnit[] {
  const why = 'the new agent starts when every hypervisor has its new Open vSwitch agent';
  return units.map((unit) => ({ unit, how: 'stop', why }));
}

/** Starts what ran before and nothing else: to start neutron-ovs-cleanup would unplug every port. */
const releaseUnits = defineUndo({
  kind: 'releaseUnits',
  detail: z.object({
    host: z.string(),
    masked: z.array(z.string()).readonly(),
    stopped: z.array(z.string()).readonly(),
  }),
  undo: async (deps, { host, masked, stopped }, { cluster }) => {
    const { machine } = await openHost(deps, cluster, host);
    await unmaskUnits(machine, masked);
    await changeUnits(machine, 'start', stopped);
    return `${host}: ${masked.length} units unmasked, ${stopped.length} started again.`;
  },
});

/**
 * Masks the units that must not be started or restarted while packages are swapped, and stops those that a later step starts
 * again. A unit that is only kept is never stopped, and is masked also where only the new packages bring it.
 */
export const ensureUnitsHeld = defineStep({
  name: 'ensureUnitsHeld',
  once: 'done',
  undo: releaseUnits,
  run: async (deps: Dependencies, input: HostInput): Promise<StepResult> => {
    const { definition, ledger, machine, pair } = await openHost(deps, input.run.cluster, input.host);
    const held = [...heldUnits(definition, pair), ...heldServices(serviceUnits(definition, pair.units, input.host))];
    const states = await readUnits(
      machine,
      held.map(({ unit }) => unit),
    );
    const there = held.filter(({ how }, i) => how === 'keep' || states[i]?.exists === true);
    const masked = new Set(states.filter((state) => state.masked).map(({ unit }) => unit));
    const toMask = there.filter(({ unit }) => !masked.has(unit)).map(({ unit }) => unit);
    const running = new Set(states.filter(isRunning).map(({ unit }) => unit));
    const toStop = there.filter(({ unit, how }) => how === 'stop' && running.has(unit)).map(({ unit }) => unit);
    await releaseUnits.record(ledger, input, { host: input.host, masked: toMask, stopped: toStop });
    await changeUnits(machine, 'stop', toStop);
    await maskUnits(machine, toMask);
    return {
      changed: toMask.length + toStop.length > 0,
      summary: `${input.host}: ${toStop.length} units stopped, ${toMask.length} masked while packages are swapped.`,
    };
  },
});
