import type { Dependencies } from '../../../activities/dependencies';
import { createUndoActivities } from '../../../activities/runs/undos';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';

const run = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };
const input = { run, step: 'images/x/import', phase: 'images' } as const;

/** A step that is done, with an undo that does what the test wants. */
async function doneStep(undo: () => Promise<string>) {
  const ledger = memoryLedger();
  await ledger.recordUndo(input, 'takeOut', { from: 1 });
  await ledger.recordDone(input, { changed: true, summary: 'Done.' });
  const deps = { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger };
  return { ledger, undoStep: createUndoActivities(deps as unknown as Dependencies, { takeOut: undo }).undoStep };
}

test('a step whose undo breaks off is not done any more, and a retry ends what was begun', async () => {
  let tries = 0;
  const { ledger, undoStep } = await doneStep(async () => {
    expect(await ledger.readDone('blue', input.step)).toBeUndefined();
    if (++tries === 1) throw new Error('broken off');
    return 'Taken out.';
  });
  await expect(undoStep(input)).rejects.toThrow('broken off');
  expect(await ledger.readDone('blue', input.step)).toBeUndefined();
  expect(await ledger.readUndo('blue', input.step)).toMatchObject({ detail: { from: 1 } });

  expect(await undoStep(input)).toEqual({ changed: true, summary: 'Taken out.' });
  expect(await undoStep(input)).toMatchObject({ changed: false });
  expect(tries).toBe(2);
});

test('a step whose undo this worker does not know stays done: nothing has begun', async () => {
  const { ledger, undoStep } = await doneStep(async () => '');
  ledger.undos.splice(0, 1, { ...ledger.undos[0]!, kind: 'of a later version' });
  await expect(undoStep(input)).rejects.toMatchObject({ type: 'UndoFailed' });
  expect(await ledger.readDone('blue', input.step)).toBeDefined();
});

describe('the order of a roll-back', () => {
  const undone = { closeTenantApis: async () => 'Closed.', takeOut: async () => 'Taken out.' };
  const selection = { run, phases: null, plan: null };

  async function opened() {
    const ledger = memoryLedger();
    for (const [step, phase, kind] of [
      ['images/x/import', 'images', 'takeOut'],
      ['open/vms/lock', 'open', 'takeOut'],
      ['open/apis/start', 'open', 'closeTenantApis'],
      ['hosts/compute1/fetch', 'hosts', 'takeOut'],
      ['agents/compute1/agent', 'agents', 'takeOut'],
    ] as const)
      await ledger.recordUndo({ run, step, phase }, kind, {});
    const deps = { readDefinition: async () => definitionOf('blue'), ledger: async () => ledger };
    return { ledger, activities: createUndoActivities(deps as unknown as Dependencies, undone) };
  }

  test('the new APIs are closed before anything else is undone, hosts that came later among it', async () => {
    const { ledger, activities } = await opened();
    const first = await activities.readUndos({ ...selection, failed: [] });
    expect(first.undos.map(({ step }) => step)).toEqual(['open/apis/start']);
    await ledger.closeUndo(run, 'open/apis/start');
    const rest = await activities.readUndos({ ...selection, failed: [] });
    expect(rest.undos.map(({ step }) => step)).toEqual([
      'agents/compute1/agent',
      'hosts/compute1/fetch',
      'open/vms/lock',
      'images/x/import',
    ]);
  });

  test('while they could not be closed everything else stays', async () => {
    const { activities } = await opened();
    const failed = [{ step: 'open/apis/start', phase: 'open' }] as const;
    expect(await activities.readUndos({ ...selection, failed })).toEqual({ undos: [], kept: 4 });
  });

  test('hosts alone are taken back with the APIs open', async () => {
    const { activities } = await opened();
    const hosts = await activities.readUndos({ ...selection, phases: ['hosts', 'agents'], failed: [] });
    expect(hosts.undos.map(({ step }) => step)).toEqual(['agents/compute1/agent', 'hosts/compute1/fetch']);
  });
});
