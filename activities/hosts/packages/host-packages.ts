import type { Ledger } from '../../../model/ledger';
import type { RunRef } from '../../../model/run';
import { defineFacts } from '../../define/fact';

/** The packages of a host before and after, for the report. */
const hostFacts = defineFacts<{
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}>('hosts/');

/** Notes what a transaction has made of a host's packages. One after the other they count as one change. */
export async function notePackages(
  ledger: Ledger,
  run: RunRef,
  host: string,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): Promise<void> {
  const fact = hostFacts.of(host);
  const earlier = await fact.read(ledger, run.cluster);
  const goesOn = earlier !== undefined && [before, after].some((list) => isSame(earlier.after, list));
  await fact.record(ledger, run, { name: host, before: goesOn ? earlier.before : before, after });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, i) => each === other[i]);
}
