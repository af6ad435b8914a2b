/** One address that is pinged from the probe's machine for as long as a run lasts. */
export interface Probe {
  /** Names its log: letters, digits, `.`, `_` and `-` only. */
  readonly name: string;
  readonly address: string;
  /** Network namespace on the probe's machine; '' for the machine's own. */
  readonly namespace: string;
  /** The MAC of a target that is asked by ARP; without it, it is pinged. */
  readonly arp?: string;
}

/** How long an answer may take before it counts as lost; longer than any interval, so that slow is not lost. */
export const TIMEOUT_MS = 1_000;
/** Under which every set has its own folder. */
export const PROBES_ROOT = '/var/lib/stackleap/probes';

/** Where the logs of a set of probes lie on the probe's machine. */
export function probeFolder(set: string): string {
  return `${PROBES_ROOT}/${set}`;
}
