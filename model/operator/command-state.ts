import type { OperatorCommand } from './operator-commands';
import type { SetAside } from '../failure-budget/set-aside';
import type { GateName } from '../gates';

/** What the operators' commands add up to. It travels into children and through continue-as-new. */
export interface CommandState {
  readonly paused: boolean;
  /** Who approved which gate. */
  readonly approved: Readonly<Partial<Record<GateName, string>>>;
  /** Who approved the canaries of `hosts`; not there before. It used their approval up: those of `agents` need one of their own. */
  readonly canariesOfHosts?: string;
  readonly stop: 'abort' | 'rollBack' | null;
  /** Grows with every `resume` and `retryHost`: a run that waits after a failure tries again when it grows. */
  readonly retries: number;
  readonly skipped: readonly string[];
  readonly held: readonly string[];
  /** Hosts that failed within the failure budget; not there while there are none. */
  readonly setAside?: readonly SetAside[];
  /** Commands not yet in the ledger, the oldest first. */
  readonly pending: readonly OperatorCommand[];
}
