import type { Units } from './units';

/** Agents beside Open vSwitch's that serve networks, in the order in which they are handed over. */
export const NETWORK_SERVICES = ['dhcp', 'l3', 'metadata'] as const;
export type NetworkService = (typeof NETWORK_SERVICES)[number];

/** An argument vector on a machine that tells by its exit code whether something works: 0 is yes. */
export interface Check {
  readonly host: string;
  readonly command: readonly string[];
}

/** Renews a lease from inside a VM of a network. */
export interface LeaseCheck extends Check {
  /** The network's name or id. */
  readonly network: string;
}

/** Old agents that go, and new ones that take their place; a unit may have the same name on both sides. */
export interface HandOver {
  readonly old: readonly Units[];
  readonly new: readonly Units[];
}

/** What an operator writes under `network.services`; null is left alone. */
export interface NetworkServices {
  readonly dhcp: (HandOver & { readonly leaseChecks: readonly LeaseCheck[] }) | null;
  /** `check` is asked again and again, so that the gap is known. */
  readonly l3: (HandOver & { readonly check: Check | null }) | null;
  readonly metadata: (HandOver & { readonly check: Check | null }) | null;
}

export const NO_SERVICES: NetworkServices = { dhcp: null, l3: null, metadata: null };
