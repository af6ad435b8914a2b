import { undosOf } from '../../../activities/steps/activities-of';
import { PROBE_STEPS } from '../../../activities/probes/steps';
import { ensureProbesStopped } from '../../../activities/probes/ensure-probes-stopped';
import { noteSets, readSets, stopOtherSets } from '../../../activities/probes/sets';
import type { UndoEntry } from '../../../model/ledger';
import { definitionOf } from '../../support/definition';
import { fakeProbes } from '../../support/fake-probes';
import { memoryLedger } from '../../support/memory-ledger';
import { dependenciesOn } from '../../support/probe-dependencies';

const definition = definitionOf('blue');
const run = (id: string) => ({ id, cluster: 'blue', datacenter: 'dc1' });
const START = { run: run('first'), step: 'freeze/probes/start', phase: 'freeze' } as const;
const STOP = { run: run('third'), step: 'verify/probes/stop', phase: 'verify' } as const;
const unit = (set: string, name: string): string => `stackleap-probe-${set}-${name}.service`;
const GREEN = unit('green', 'vm1');

/** Probes of three runs of a cluster, one of which nobody has noted but its undo, and those of another cluster. */
async function left() {
  const units = new Set([...['first', 'second', 'third'].map((set) => unit(set, 'vm1-12345678-flight')), GREEN]);
  const machine = fakeProbes(units);
  const ledger = memoryLedger();
  await ledger.recordUndo(START, 'stopProbes', { set: 'first' });
  await ledger.recordFact(run('second'), 'probes', {
    ...{ set: 'second', byArp: [], unwatched: [] },
    points: [{ machine: definition.probes.machine, vms: [], controls: [] }],
  });
  const deps = dependenciesOn(machine, definition, ledger);
  return { units, machine, ledger, deps };
}

test('a run that begins ends what earlier ones of its cluster have left, and nothing else', async () => {
  const { units, ledger, deps } = await left();
  await expect(stopOtherSets(deps, definition, ledger, run('third'), 'third')).resolves.toBe(2);
  expect([...units]).toEqual([unit('third', 'vm1-12345678-flight'), GREEN]);
  await expect(stopOtherSets(deps, definition, ledger, run('third'), 'third')).resolves.toBe(0);
  expect([...units]).toEqual([unit('third', 'vm1-12345678-flight'), GREEN]);
});

test('killed half-way, the rest is ended by the next try, also by that of a later run', async () => {
  const { units, machine, ledger, deps } = await left();
  machine.diesAt = 2;
  await expect(stopOtherSets(deps, definition, ledger, run('third'), 'third')).rejects.toThrow('killed');
  expect(units.size).toBe(3);
  machine.diesAt = Infinity;
  await expect(stopOtherSets(deps, definition, ledger, run('fourth'), 'fourth')).resolves.toBe(2);
  expect([...units]).toEqual([GREEN]);
  await expect(readSets(ledger, 'blue')).resolves.toContain('fourth');
});

test('the stop of a run whose start was refused ends what it began as well', async () => {
  const { units, ledger, deps } = await left();
  await noteSets(ledger, run('third'), ['third']);
  await expect(ensureProbesStopped.run(deps, STOP)).resolves.toEqual({
    changed: true,
    summary: '3 probes ended. They have measured nothing of this run.',
  });
  expect([...units]).toEqual([GREEN]);
  await expect(ensureProbesStopped.run(deps, STOP)).resolves.toMatchObject({ changed: false });
});

test('so does the undo', async () => {
  const { units, ledger, deps } = await left();
  await noteSets(ledger, run('third'), ['third']);
  const undo = undosOf(PROBE_STEPS, deps)['stopProbes'];
  const entry = ledger.undos[0] as UndoEntry;
  await expect(undo?.(entry, run('third'))).resolves.toContain('3 probes ended.');
  await expect(undo?.(entry, run('third'))).resolves.toContain('0 probes ended.');
  expect([...units]).toEqual([GREEN]);
});

test('where none were started there is nothing to stop', async () => {
  const { deps } = await left();
  const none = { ...deps, ledger: async () => memoryLedger() };
  await expect(ensureProbesStopped.run(none, STOP)).resolves.toEqual({
    changed: false,
    summary: 'No probes were started.',
  });
});
