import type { Kills } from './choose-moment';

/** How a worker that is to die hears of it: by this variable, as JSON. */
export const CHAOS = 'STACKLEAP_CHAOS';

export interface Settings extends Kills {
  /** Boundaries are written here, and read when the worker starts again: nobody dies twice at one. */
  readonly log: string;
}
