import { MOST_SET_ASIDE } from './set-aside';

/** How many hosts of a run may fail before it asks: a number, a share of its hosts, or the smaller of both. */
export interface FailureBudget {
  readonly hosts?: number;
  /** From 0 to 1; rounded down to whole hosts. */
  readonly share?: number;
}

/** The budget of a run of so many hosts, in hosts; 0 without a budget: the first failure asks. */
export function hostsOfBudget(budget: FailureBudget | undefined, count: number): number {
  if (budget === undefined) return 0;
  const { hosts = Infinity, share = 1 } = budget;
  return Math.min(hosts, Math.floor(share * count), MOST_SET_ASIDE);
}
