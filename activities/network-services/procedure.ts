import type { HandOver, NetworkService } from '../../model/network-services';
import type { UndoRecord } from '../define/undo';
import type { Gap } from './gap';

/** When an old side served again, and after how many milliseconds of bringing it back. */
export interface Back {
  readonly at: number;
  readonly ms: number;
  /** Whether anything of it had served: `hosts` stops agents of hypervisors long before they are handed over. */
  readonly served: boolean;
}

/** The side that served before a hand-over. */
export interface OldSide {
  readonly gap: Gap;
  /** Ends the new side and starts the old one again. */
  readonly restore: () => Promise<Back>;
}

export interface Sides extends OldSide {
  /** How many networks are served; null for a service that does not go by networks. */
  readonly networks: number | null;
  /** Whatever can be done for the new side while the old one still serves. */
  readonly prepare?: () => Promise<void>;
  readonly stopOld: () => Promise<void>;
  /** What the new side lacks; undefined when it serves. Calls `renewed` with each network on which a lease was renewed. */
  readonly prove: (renewed: (network: string) => void) => Promise<string | undefined>;
}

/** What is a service's own in a hand-over; `handOver` has what is the same for all. `Before` is what its undo keeps. */
export interface Procedure<Before> {
  readonly service: NetworkService;
  /** How failures call it, and what serves on its old side. */
  readonly title: string;
  readonly servers: string;
  readonly agents: HandOver['new'];
  readonly undo: UndoRecord<Before>;
  /** All that brings the old side back, as it goes into the ledger. */
  observe(): Promise<Before>;
  /** Both sides, from what the ledger has. */
  open(before: Before): Promise<Sides>;
}
