import { condition, defineSignal, patched, setHandler } from '@temporalio/workflow';
import { listFirst } from '../../model/list-first';
import type { Held, Waiting } from '../../model/operator/progress';
import type { RunStatus } from '../operator/run-status';
import type { Execution } from './execution';
import { workflowFailure } from '../toolbox/failures';
import { signalParent } from '../toolbox/signal-parent';

/** What holds a host may clear by itself; the longer it has not, the more seldom one looks: each look is written down. */
const LOOK_AGAIN_MINUTES = [1, 2, 5, 10, 30];
/** Many reasons must fit into one message. */
const REASONS_SHOWN = 20;

/** A child tells its parent which host is held; null when it continues. */
const HELD = defineSignal<[Waiting | null]>('held');

/** Shows what the children of this workflow are held by, here and in every workflow above. */
export function hearOfHolds(status: RunStatus): void {
  setHandler(HELD, async (held) => {
    status.show(held);
    await tellParent(held);
  });
}

/** Tells the workflow above what is waited for; null when it continues. */
export async function tellParent(held: Waiting | null): Promise<void> {
  await signalParent(HELD, held);
}

/** A host whose step says that it must not continue yet, from the first time that it says so until the host continues or is given up. */
export class Hold {
  #looks = 0;
  /** What the workflows above were told last; null while nothing holds the host. */
  #told: string | null = null;

  constructor(
    private readonly execution: Execution,
    private readonly host: string,
  ) {}

  /**
   * Waits until it is time to look again, an operator says so with `retryHost`, or gives the host or the run up. Fails with
   * `HostNotReady` where nobody is asked. `before` counts the retries that were asked for when the last look began: one that came
   * since has not been looked for.
   */
  async wait(reasons: readonly string[], before: number): Promise<void> {
    const { commandHandler, onFailure } = this.execution;
    const message = listFirst(reasons, '; ', REASONS_SHOWN);
    if (onFailure !== 'ask') throw workflowFailure('HostNotReady', `${this.host}: ${message}.`);
    // Earlier versions told every workflow above of each look, and that it was over.
    const onChange = patched('holds-told-on-change');
    const retries = onChange ? before : commandHandler.state.retries;
    await this.#tell(message);
    const minutes = LOOK_AGAIN_MINUTES[Math.min(this.#looks++, LOOK_AGAIN_MINUTES.length - 1)] ?? 1;
    await condition(
      () =>
        commandHandler.state.stop !== null ||
        commandHandler.state.retries > retries ||
        commandHandler.state.skipped.includes(this.host),
      `${minutes} minutes`,
    );
    if (!onChange) await this.end();
  }

  /** Every history that hears of it grows: what was told already is not told again. */
  async #tell(message: string): Promise<void> {
    if (this.#told === message) return;
    this.#told = message;
    const held: Held = { for: 'host', host: this.host, message };
    await tellParent(held);
    this.execution.status.show(held);
  }

  async end(): Promise<void> {
    if (this.#told === null) return;
    this.#told = null;
    this.execution.status.show(null);
    await tellParent(null);
  }
}
