import type { Adopted } from '../../model/guest';
import type { Ledger } from '../../model/ledger';
import type { RunRef } from '../../model/run';

/** A fact a host: `vm_state` by instance, of the rows that have taken over what the hypervisor says. */
const FACTS = 'adopted/';

export async function noteAdopted(ledger: Ledger, run: RunRef, host: string, rows: readonly Adopted[]): Promise<void> {
  await ledger.recordFact(run, `${FACTS}${host}`, Object.fromEntries(rows.map(({ uuid, vmState }) => [uuid, vmState])));
}

/** The states that rows have taken over, by instance. */
export async function readAdopted(ledger: Ledger, cluster: string): Promise<ReadonlyMap<string, string>> {
  const facts = Object.values(await ledger.readFacts(cluster, FACTS));
  return new Map(
    facts.flatMap((fact) =>
      Object.entries(fact).flatMap(([uuid, state]) => (typeof state === 'string' ? [[uuid, state] as const] : [])),
    ),
  );
}
