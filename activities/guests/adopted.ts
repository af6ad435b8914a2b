import type { Adopted } from '../../model/guest';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';
import { defineFacts } from '../define/fact';

/** By host: `vm_state` by instance, of the rows that have taken over what the hypervisor says. */
const adoptedFacts = defineFacts<Readonly<Record<string, string>>>('adopted/');

export async function noteAdopted(ledger: Ledger, run: RunRef, host: string, rows: readonly Adopted[]): Promise<void> {
  const states = Object.fromEntries(rows.map(({ uuid, vmState }) => [uuid, vmState]));
  await adoptedFacts.of(host).record(ledger, run, states);
}

/** The states that rows have taken over, by instance. */
export async function readAdopted(ledger: Ledger, cluster: string): Promise<ReadonlyMap<string, string>> {
  const facts = await adoptedFacts.readAll(ledger, cluster);
  return new Map([...facts.values()].flatMap((states) => Object.entries(states)));
}
