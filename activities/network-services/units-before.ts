import { z } from 'zod';
import type { ClusterDefinition } from '../../model/cluster';
import type { HandOver } from '../../model/network-services';
import type { Dependencies } from '../dependencies';
import { maskUnits, unmaskUnits } from '../toolbox/hold-units';
import { selectUnits, switchUnits, unitListSchema } from '../toolbox/switch-units';
import { changeUnits, isRunning, readUnits } from '../toolbox/units';

/** The units of both sides as they were before a hand-over. */
export const unitsBeforeSchema = z.object({
  /** Old units that ran. */
  running: unitListSchema,
  /** New units that did not run, and those of them that nothing could start: `hosts` holds what packages would restart. */
  stopped: unitListSchema,
  masked: unitListSchema,
});

export type UnitsBefore = Readonly<z.output<typeof unitsBeforeSchema>>;

export async function noteUnits(
  deps: Dependencies,
  definition: ClusterDefinition,
  handOver: HandOver,
): Promise<UnitsBefore> {
  const stopped = await selectUnits(deps, definition, handOver.new, false);
  const masked = stopped.map(async ({ host, units }) => {
    const states = await readUnits(await deps.machine(definition, host), units);
    return { host, units: states.filter((state) => state.masked).map(({ unit }) => unit) };
  });
  return {
    running: await selectUnits(deps, definition, handOver.old, true),
    stopped,
    masked: (await Promise.all(masked)).filter(({ units }) => units.length > 0),
  };
}

/** Starts new units, also those that were held. */
export async function startNew(
  deps: Dependencies,
  definition: ClusterDefinition,
  lists: HandOver['new'],
): Promise<void> {
  for (const { host, units } of lists) {
    const machine = await deps.machine(definition, host);
    await unmaskUnits(machine, units);
    await machine.run(['systemctl', 'reset-failed', '--', ...units], { accept: 'any' });
  }
  await switchUnits(deps, definition, 'start', lists);
}

/**
 * Ends new units that did not run before, at once, and held again where they were. `whom`: what they have started goes with them, or
 * goes on: old agents of that unit's name may have left it there.
 */
export async function endNew(
  deps: Dependencies,
  definition: ClusterDefinition,
  { stopped, masked }: UnitsBefore,
  whom: 'all' | 'main',
): Promise<void> {
  await Promise.all(
    stopped.map(async ({ host, units }) => {
      const machine = await deps.machine(definition, host);
      // The job to stop comes first: systemd restarts nothing that is about to stop.
      await machine.run(['systemctl', 'stop', '--no-block', '--', ...units]);
      await machine.run(['systemctl', 'kill', '--signal=KILL', `--kill-who=${whom}`, '--', ...units], {
        accept: 'any',
      });
      await changeUnits(machine, 'stop', units);
      // What was killed on purpose has not failed.
      await machine.run(['systemctl', 'reset-failed', '--', ...units], { accept: 'any' });
      const held = masked.filter((list) => list.host === host).flatMap((list) => list.units);
      await maskUnits(machine, held);
    }),
  );
}

/** Starts the old units again that ran. */
export async function startOld(
  deps: Dependencies,
  definition: ClusterDefinition,
  { running }: UnitsBefore,
): Promise<void> {
  for (const { host, units } of running) {
    const machine = await deps.machine(definition, host);
    const ended = (await readUnits(machine, units)).filter((state) => !isRunning(state)).map(({ unit }) => unit);
    await changeUnits(machine, 'start', ended);
  }
}
