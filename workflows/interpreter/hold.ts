import {
  CancellationScope,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { listFirst } from '../../model/list-first';
import type { Held } from '../../model/operator/progress';
import type { RunStatus } from '../operator/run-status';
import type { Execution } from './execution';
import { workflowFailure } from '../toolbox/failures';

/** What holds a host may clear by itself; the longer it has not, the more seldom one looks: each look is written down. */
const LOOK_AGAIN_MINUTES = [1, 2, 5, 10, 30];
/** Many reasons must fit into one message. */
const REASONS_SHOWN = 20;

/** A child tells its parent which host is held; null when it continues. */
const HELD = defineSignal<[Held | null]>('held');

/** Shows what the children of this workflow are held by, here and in every workflow above. */
export function hearOfHolds(status: RunStatus): void {
  setHandler(HELD, async (held) => {
    status.show(held);
    await tellParent(held);
  });
}

async function tellParent(held: Held | null): Promise<void> {
  const { parent } = workflowInfo();
  if (parent === undefined) return;
  // A parent that has just ended asks this workflow to end, too.
  await CancellationScope.nonCancellable(() =>
    getExternalWorkflowHandle(parent.workflowId)
      .signal(HELD, held)
      .catch(() => undefined),
  );
}

/**
 * Waits while a step says that it must not continue with its host yet: until it is time to look again, an operator says so with
 * `retryHost`, or gives the host or the run up. Fails with `HostNotReady` where nobody is asked.
 */
export async function waitWhileHeld(
  { commandHandler, status, onFailure }: Execution,
  host: string,
  reasons: readonly string[],
  looks: number,
): Promise<void> {
  const message = listFirst(reasons, '; ', REASONS_SHOWN);
  if (onFailure !== 'ask') throw workflowFailure('HostNotReady', `${host}: ${message}.`);
  const { retries } = commandHandler.state;
  const held: Held = { for: 'host', host, message };
  await tellParent(held);
  try {
    await status.whileWaiting(held, () =>
      condition(
        () =>
          commandHandler.state.stop !== null ||
          commandHandler.state.retries > retries ||
          commandHandler.state.skipped.includes(host),
        `${LOOK_AGAIN_MINUTES[Math.min(looks, LOOK_AGAIN_MINUTES.length - 1)] ?? 1} minutes`,
      ),
    );
  } finally {
    await tellParent(null);
  }
}
