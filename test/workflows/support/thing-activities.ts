import type { Undos } from '../../../model/ledger';
import type { StepInput, StepProgress, StepResult } from '../../../model/run';
import type { memoryLedger } from '../../support/memory-ledger';

export type Behaviour = (input: StepInput & { readonly host?: string }) => Promise<StepProgress | void>;

/** What tests see of dummy steps, and how they change what these do. */
interface Things {
  readonly ledger: ReturnType<typeof memoryLedger>;
  readonly journal: string[];
  readonly behaviours: Readonly<Record<string, Behaviour>>;
  readonly undoBehaviours: Readonly<Record<string, Behaviour>>;
  readonly soaks: Record<string, number>;
  readonly holds: Readonly<Record<string, readonly string[]>>;
  readonly blockers: { readonly type: string; readonly message: string }[];
}

/** Dummy steps: they write into the journal, and do what a test wants besides. */
export function thingActivities({ ledger, journal, behaviours, soaks, holds, blockers }: Things) {
  return {
    ensureThing: async (input: StepInput): Promise<StepResult> => {
      await ledger.recordUndo(input, 'removeThing', {});
      journal.push(input.step);
      const more = await behaviours[input.step]?.(input);
      return { ...answer('A thing is there.'), ...(more && { more }) };
    },
    verifyThing: async (input: StepInput): Promise<StepResult> => {
      const { [input.step]: soakMs } = soaks;
      if (soakMs !== undefined) {
        delete soaks[input.step];
        return { ...answer('It is left alone.'), soakMs };
      }
      journal.push(input.step);
      await behaviours[input.step]?.(input);
      const hold = holds[input.step];
      return { ...answer('It is right.'), ...(hold && { hold }) };
    },
    readThingBlockers: async (input: StepInput) => {
      await behaviours[input.step]?.(input);
      return { ...answer('Looked.'), blockers };
    },
  };
}

export function thingUndos({ journal, undoBehaviours }: Pick<Things, 'journal' | 'undoBehaviours'>): Undos {
  return {
    removeThing: async ({ step, phase }, run) => {
      await undoBehaviours[step]?.({ step, phase, run });
      journal.push(`undo ${step}`);
      return 'It is gone.';
    },
  };
}

function answer(summary: string): StepResult {
  return { changed: true, summary };
}
