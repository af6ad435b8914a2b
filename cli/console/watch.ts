import type { WorkflowHandle } from '@temporalio/client';

export const LOOK_EVERY_MS = 5_000;

/** What a run does or waits for, for people: '' for nothing, null when that cannot be told now. */
export type Look = () => Promise<string | null>;

/** Waits for a run's result, and writes on standard error what `look` says whenever that changes. */
export async function watch(handle: WorkflowHandle, look: Look): Promise<unknown> {
  let ended = false;
  const result = handle.result().finally(() => (ended = true));
  let told = '';
  const tell = async (): Promise<void> => {
    const now = await look();
    if (now === null) return;
    if (now !== told && now !== '' && !ended) process.stderr.write(`${now}\n`);
    told = now;
  };
  const timer = setInterval(() => void tell().catch(() => undefined), LOOK_EVERY_MS);
  try {
    return await result;
  } finally {
    clearInterval(timer);
  }
}
