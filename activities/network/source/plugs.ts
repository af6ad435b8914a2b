import type { Ledger } from '../../../model/ledger';
import { defineFact } from '../../define/fact';
import type { LibertyRows } from './read-liberty';
import { json, text } from './fields';

/** What the hypervisors' own switches say, where the old Neutron says otherwise or nothing. */
export interface Plugs {
  /** Ids of ports that hang there by their tap. */
  readonly taps: readonly string[];
  /** Ids of ports with their own bridge between tap and br-int. */
  readonly bridges: readonly string[];
  /** Hypervisors by the datapath of their integration bridge; those with the kernel's, the most, are left out. */
  readonly datapaths: Readonly<Record<string, readonly string[]>>;
}

/** What `readPlugs` leaves, with the number of ports that it found; an older release has left no datapaths. */
export const plugsFact = defineFact<Partial<Plugs> & { readonly found: number }>('network/plugs');

/** The fact as far as there is one. */
export async function readPlugsFact(ledger: Ledger, cluster: string): Promise<Partial<Plugs>> {
  return (await plugsFact.read(ledger, cluster)) ?? {};
}

/** The ports with their own bridge between tap and br-int, as the old Neutron reported them to Nova. */
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
