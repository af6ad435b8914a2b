import { setMaxListeners } from 'node:events';
import type { StepInput } from '../../../model/run';
import type { Dependencies } from '../../dependencies';
import { cancellation } from '../heartbeat';
import { wrapFunctions, type Functions } from '../wrap-functions';

/** The same activities; statements of a step, or of its undo, say whose they are, and end when it is called off. */
export function withMarks<T extends Functions>({ databases }: Pick<Dependencies, 'databases'>, activities: T): T {
  return wrapFunctions(activities, (_, call) => async (...input) => {
    const { run, step } = (input[0] ?? {}) as Partial<StepInput>;
    if (run === undefined || step === undefined) return call(...input);
    const signal = cancellation();
    // Each statement that is under way listens.
    if (signal !== undefined) setMaxListeners(0, signal);
    return databases.marked({ cluster: run.cluster, step, signal }, () => call(...input));
  });
}
