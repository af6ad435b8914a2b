import type { StepProgress } from '../../../model/run';
import { beat, withHeartbeats } from '../../toolbox/heartbeat';
import { Waiting } from './throttle';

/** After this time a long copy returns once, so that the workflow can show how far it is and hear commands. */
export const SLICE_MS = 30_000;

export interface Sliced<T> {
  /** What is worked on, for the heartbeat. */
  readonly name: string;
  readonly items: AsyncGenerator<T>;
  readonly atOnce: number;
  readonly sliceMs: number;
  /** Rows that earlier tries have done, and about how many there are. */
  readonly before: number;
  readonly total: number;
  /** Fails where nothing may be written any more: asked before each item. */
  readonly mayWrite?: () => Promise<void>;
  /** Works on one item; the rows that it came to. What it has to wait for, it waits for until the slice is over. */
  readonly work: (item: T, endsAt: number) => Promise<number>;
}

export interface SliceResult {
  /** Rows done in this slice. */
  readonly rows: number;
  /** There when items are left, be it that they wait for the servers. */
  readonly more?: StepProgress;
}

/** Works through items, several at once, until there are no more or the slice is over. After an error nothing more is begun. */
export async function inSlices<T>({
  name,
  items,
  atOnce,
  sliceMs,
  before,
  total,
  mayWrite,
  work,
}: Sliced<T>): Promise<SliceResult> {
  const started = Date.now();
  let rows = 0;
  let through = false;
  let stopped = false;
  let waiting: string | undefined;
  const progress = (): StepProgress => {
    const done = before + rows;
    const speed = Math.round((rows * 1000) / Math.max(1, Date.now() - started));
    const of = Math.max(done, total);
    const text = waiting === undefined ? `${speed} rows a second` : `waits: ${waiting}`;
    return { done, total: of, text: `${done} of about ${of} rows, ${text}` };
  };
  const line = async (): Promise<void> => {
    try {
      while (!stopped) {
        const { value, done } = await items.next();
        if (done === true) {
          through = true;
          return;
        }
        await mayWrite?.();
        // Not `rows += await …`: that would forget what the other lines have added meanwhile.
        const some = await work(value, started + sliceMs);
        rows += some;
        beat({ table: name, ...progress() });
        if (Date.now() - started >= sliceMs) return;
      }
    } catch (error) {
      stopped = true;
      if (!(error instanceof Waiting)) throw error;
      waiting = error.message;
    }
  };
  // All lines are awaited before the first error is thrown: nothing acts after the activity has failed.
  const ends = await withHeartbeats(
    () => ({ table: name, ...progress() }),
    () => Promise.allSettled(Array.from({ length: atOnce }, line)),
  );
  const error = ends.find((end) => end.status === 'rejected');
  if (error !== undefined) throw error.reason;
  return through && waiting === undefined ? { rows } : { rows, more: progress() };
}
