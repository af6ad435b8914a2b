import { defineSignal } from '@temporalio/workflow';
import type { SetAside } from '../../model/failure-budget/set-aside';

/** What a batch tells the workflow that opened it. */
export interface BatchNews {
  readonly batch: string;
  /** Slots that it has no host for any more. */
  readonly slots?: number;
  /** A guest was disturbed on one of its hosts. */
  readonly disturbed?: true;
  /** One of its hosts has failed and is being taken back: the budget is that of all batches. */
  readonly setAside?: SetAside;
}

/** What an open batch is told. */
export interface WindowNews {
  /** More hosts that it may have under way. */
  readonly slots?: number;
  /** It begins no further host; where a guest was disturbed it stops before the next steps as well. */
  readonly closed?: 'failed' | 'disturbed';
  readonly setAside?: SetAside;
}

export const BATCH_NEWS = defineSignal<[BatchNews]>('batchNews');
export const WINDOW_NEWS = defineSignal<[WindowNews]>('windowNews');
