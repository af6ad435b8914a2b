import { didYouMean } from '../../config/names/near-names';
import { listFirst } from '../../model/list-first';

/** What is wrong with a fleet's name that Temporal does not know. */
export function noFleet(name: string, known: readonly string[]): string {
  const there = known.length === 0 ? 'there is none' : `there are ${listFirst(known)}`;
  return `There is no fleet ${name} in this Temporal namespace; ${there}.${didYouMean(name, known)}`;
}
