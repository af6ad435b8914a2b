import type { JsonObject } from '../../model/json';
import type { Ledger } from '../../model/ledger';
import type { LibertyRows } from './read-liberty';
import { json, text } from './wanted/fields';

/** How VMs hang on br-int where their hypervisors say otherwise than the old Neutron. */
export interface Plugs {
  /** Ids of ports that hang there by their tap. */
  readonly taps: readonly string[];
  /** Ids of ports with a bridge of their own between tap and br-int. */
  readonly bridges: readonly string[];
}

/** The fact that `readPlugs` leaves. */
export const PLUGS_FACT = 'network/plugs';

/** The ports with a bridge of their own between tap and br-int, as the old Neutron has told Nova. */
export function hybridByLiberty(rows: LibertyRows): ReadonlySet<string> {
  const hybrid = rows.ports.filter((row) => json(row['vif_details'])['ovs_hybrid_plug'] === true);
  return new Set(hybrid.map((row) => text(row['id'])));
}

/** The same as the hypervisors have it, where they were asked. */
export async function hybridPorts(ledger: Ledger, cluster: string, rows: LibertyRows): Promise<ReadonlySet<string>> {
  const fact: JsonObject = (await ledger.readFact(cluster, PLUGS_FACT)) ?? {};
  const { taps = [], bridges = [] } = fact as unknown as Partial<Plugs>;
  const known = new Set(rows.ports.map((row) => text(row['id'])));
  const hybrid = new Set([...hybridByLiberty(rows), ...bridges.filter((id) => known.has(id))]);
  for (const id of taps) hybrid.delete(id);
  return hybrid;
}
