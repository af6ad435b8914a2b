import type { Ledger } from '../../../model/ledger';
import type { RunRef } from '../../../model/run';
import { defineFacts } from '../../define/fact';

/** What is noted of a host before it is touched. */
export interface Watched {
  /** Since when its VMs are watched, in seconds by the probe machine's clock. */
  readonly since: number;
  /** The life of its ovs-vswitchd. */
  readonly vswitchd: string;
  /** Ports of VMs that were on the dead VLAN before, as they are administratively down. */
  readonly dead: readonly string[];
  /** VMs that gave no answer just before, each as one machine sees it: they owe none. */
  readonly off: readonly string[];
  /** Ports in Neutron of VMs that answer nothing, and that got frames before. */
  readonly fed: readonly string[];
}

const watchedFacts = defineFacts<Watched>('agents/');

export async function noteWatched(ledger: Ledger, run: RunRef, host: string, watched: Watched): Promise<void> {
  await watchedFacts.of(host).record(ledger, run, watched);
}

/** Undefined when the host was never found ready. */
export async function readWatched(ledger: Ledger, cluster: string, host: string): Promise<Watched | undefined> {
  return watchedFacts.of(host).read(ledger, cluster);
}
