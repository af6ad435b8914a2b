import type { CanarySettings } from '../../model/canary/settings';
import type { RunRef } from '../../model/run';
import type { CanaryStatus } from './canary-status';

/** A canary at work. */
export interface Canary {
  readonly run: RunRef;
  /** Null: as many hosts as good canaries before it allow. */
  readonly count: number | null;
  readonly settings: CanarySettings;
  readonly status: CanaryStatus;
  /** When its window ends, in milliseconds since the epoch; null for never. */
  readonly until: number | null;
  /** Whether it began with an earlier version, which took all its hosts in one upgrade. */
  readonly former: boolean;
}
