import type { Ledger } from '../../model/ledger';
import type { Mute } from '../../model/report/loss';
import { defineFact } from '../define/fact';

/** A VM that answered neither ping nor ARP before anything was touched, and its port in Neutron. */
export type MuteVm = Mute & { readonly port: string };

/** What one machine pings; `name` is the log's, `vm` the VM's own. */
export interface ProbedPoint {
  readonly machine: string;
  readonly vms: readonly { readonly name: string; readonly vm: string; readonly host: string }[];
  readonly controls: readonly { readonly name: string }[];
}

/** The fact `probes`: what was started for a cluster last. */
export interface Probed {
  readonly set: string;
  readonly points: readonly ProbedPoint[];
  /** Those that answer no ping, and are asked by ARP. */
  readonly byArp: readonly Mute[];
  /** Those that no machine gets an answer from. */
  readonly unwatched: readonly MuteVm[];
}

export const probedFact = defineFact<Probed>('probes');

/** Undefined when no probes were started. */
export function readProbed(ledger: Ledger, cluster: string): Promise<Probed | undefined> {
  return probedFact.read(ledger, cluster);
}

/** The names of the logs that a machine has of the VMs of a host. */
export function namesOn({ points }: Probed, machine: string, host: string): readonly string[] {
  const point = points.find((one) => one.machine === machine);
  return (point?.vms ?? []).filter((vm) => vm.host === host).map(({ name }) => name);
}
