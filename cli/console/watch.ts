import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Progress } from '../../model/operator/progress';
import { printOutages } from '../print/print-outages';
import { printWaiting } from '../print/print-progress';
import { readOutages } from '../read/outages';

const LOOK_EVERY_MS = 5_000;

/** Waits for a run's result, and says on standard error what it waits for whenever that changes. */
export async function watch(client: Client, handle: WorkflowHandle, cluster: string): Promise<unknown> {
  let ended = false;
  const result = handle.result().finally(() => (ended = true));
  let told = '';
  const look = async (): Promise<void> => {
    const waiting = await whatItWaitsFor(client, handle, cluster);
    if (waiting !== told && waiting !== '' && !ended) process.stderr.write(`${waiting}\n`);
    told = waiting;
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  try {
    return await result;
  } finally {
    clearInterval(timer);
  }
}

async function whatItWaitsFor(client: Client, handle: WorkflowHandle, cluster: string): Promise<string> {
  const outages = printOutages(await readOutages(client, await handle.describe()));
  const progress = await client.connection.withDeadline(Date.now() + LOOK_EVERY_MS, () =>
    handle.query<Progress>('progress'),
  );
  return [printWaiting(cluster, progress), outages].filter((part) => part !== '').join('\n');
}
