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
