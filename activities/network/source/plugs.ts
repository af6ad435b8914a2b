import type { Ledger } from '../../../model/ledger';
import type { LibertyRows } from './read-liberty';
import { json, text } from './fields';

/** What the hypervisors' own switches say, where the old Neutron says otherwise or nothing. */
export interface Plugs {
  /** Ids of ports that hang there by their tap. */
  readonly taps: readonly string[];
  /** Ids of ports with a bridge of their own between tap and br-int. */
  readonly bridges: readonly string[];
  /** Hypervisors by the datapath of their integration bridge; those with the kernel's, the most, are left out. */
  readonly datapaths: Readonly<Record<string, readonly string[]>>;
}

/** The fact that `readPlugs` leaves. */
export const PLUGS_FACT = 'network/plugs';

/** The fact as far as there is one: an older release has left no datapaths. */
export async function readPlugsFact(ledger: Ledger, cluster: string): Promise<Partial<Plugs>> {
  const fact: Partial<Plugs> | undefined = await ledger.readFact(cluster, PLUGS_FACT);
  return fact ?? {};
}

/** The ports with a bridge of their own between tap and br-int, as the old Neutron has told Nova. */
export function hybridByLiberty(rows: LibertyRows): ReadonlySet<string> {
  const hybrid = rows.ports.filter((row) => json(row['vif_details'])['ovs_hybrid_plug'] === true);
  return new Set(hybrid.map((row) => text(row['id'])));
}

/** The same as the hypervisors have it, where they were asked. */
export async function hybridPorts(ledger: Ledger, cluster: string, rows: LibertyRows): Promise<ReadonlySet<string>> {
  const { taps = [], bridges = [] } = await readPlugsFact(ledger, cluster);
  const known = new Set(rows.ports.map((row) => text(row['id'])));
  const hybrid = new Set([...hybridByLiberty(rows), ...bridges.filter((id) => known.has(id))]);
  for (const id of taps) hybrid.delete(id);
  return hybrid;
}
