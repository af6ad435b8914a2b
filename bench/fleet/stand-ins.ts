import type { Dependencies } from '../../activities/dependencies';
import { STEPS } from '../../activities/steps/list';
import { failure } from '../../activities/toolbox/failure';
import type { BlockersResult } from '../../model/blocker';
import type { Undos } from '../../model/ledger';
import type { StepInput, StepResult } from '../../model/run';

type Answer = StepResult & Partial<BlockersResult>;
export type StandIns = Readonly<Record<string, (input: StepInput) => Promise<Answer>>>;

/** Whether a step is to fail now. */
export type Fails = (step: string) => boolean;

/**
 * In place of every step: it records an undo of its own kind in the ledger, as the step does, and answers at once. What hosts, databases
 * and APIs would do is left out.
 */
export function standInSteps(deps: Pick<Dependencies, 'readDefinition' | 'ledger'>, fails: Fails): StandIns {
  const steps = Object.values(STEPS).map(({ name, undo, once }) => {
    const run = async (input: StepInput): Promise<Answer> => {
      if (undo !== null) {
        const ledger = await deps.ledger(await deps.readDefinition(input.run.cluster));
        await ledger.recordUndo(input, undo.kind, {});
      }
      if (fails(input.step)) throw failure('PackageMissing', `${input.step}: it fails once, for the bench.`);
      return { changed: true, summary: `${input.step} is done.`, ...(once === null && { blockers: [] }) };
    };
    return [name, run] as const;
  });
  return Object.fromEntries(steps);
}

/** An undo for every kind that steps record: it answers at once. */
export function standInUndos(): Undos {
  const kinds = Object.values(STEPS).flatMap(({ undo }) => (undo === null ? [] : [undo.kind]));
  return Object.fromEntries(kinds.map((kind) => [kind, async ({ step }) => Promise.resolve(`${step} is undone.`)]));
}
