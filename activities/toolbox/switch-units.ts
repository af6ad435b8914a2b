import { z } from 'zod';
import type { ClusterDefinition } from '../../model/cluster';
import type { Units } from '../../model/units';
import type { Dependencies } from '../dependencies';
import { failure } from './failure';
import { changeUnits, isRunning, readUnits, type UnitState } from './units';

/** Units on their machines, as they go into the ledger. */
export const unitListSchema = z
  .array(z.object({ host: z.string(), units: z.array(z.string()).readonly() }).readonly())
  .readonly();

export type UnitList = z.output<typeof unitListSchema>;

/** Of these units, those that run or those that do not. */
export async function selectUnits(
  deps: Dependencies,
  definition: ClusterDefinition,
  lists: readonly Units[],
  running: boolean,
): Promise<UnitList> {
  const selected = await Promise.all(
    lists.map(async ({ host, units }) => {
      const states = await readUnits(await deps.machine(definition, host), units);
      refuseUnknown(host, states);
      return { host, units: states.filter((state) => isRunning(state) === running).map(({ unit }) => unit) };
    }),
  );
  return selected.filter(({ units }) => units.length > 0);
}

/** Starts or stops units and makes sure of it; returns how many. */
export async function switchUnits(
  deps: Dependencies,
  definition: ClusterDefinition,
  verb: 'start' | 'stop' | 'restart',
  lists: UnitList,
): Promise<number> {
  await Promise.all(
    lists.map(async ({ host, units }) => {
      const machine = await deps.machine(definition, host);
      await changeUnits(machine, verb, units);
      const wrong = (await readUnits(machine, units)).filter((state) => isRunning(state) !== (verb !== 'stop'));
      if (wrong.length === 0) return;
      const found = wrong.map(({ unit, active }) => `${unit} is ${active}`).join(', ');
      throw failure('CommandFailed', `After systemctl ${verb} on ${host}: ${found}.`);
    }),
  );
  return lists.reduce((sum, { units }) => sum + units.length, 0);
}

function refuseUnknown(host: string, states: readonly UnitState[]): void {
  const unknown = states.filter(({ exists }) => !exists).map(({ unit }) => unit);
  if (unknown.length > 0) throw failure('InvalidDefinition', `${host} has no unit ${unknown.join(', ')}.`);
}
