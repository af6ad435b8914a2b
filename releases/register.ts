import type { ReleasePair } from '../model/pair/release-pair';
import { LIBERTY_TO_STEIN } from './liberty-to-stein/pair';

/** A new pair of releases is a new folder and one line here. */
const PAIRS: readonly ReleasePair[] = [LIBERTY_TO_STEIN];

/** The pair of releases; undefined when StackLeap has no data for it. */
export function findReleasePair(from: string, to: string): ReleasePair | undefined {
  return PAIRS.find((pair) => pair.from === from && pair.to === to);
}

/** The pair of releases; a definition that was checked has one. */
export function releasePair(from: string, to: string): ReleasePair {
  const pair = findReleasePair(from, to);
  if (pair === undefined) throw new Error(`StackLeap has no data for an upgrade from ${from} to ${to}`);
  return pair;
}

export function releasePairNames(): readonly string[] {
  return PAIRS.map(({ name }) => name);
}
