import type { Trial } from '../../../model/plan/trial';
import type { HostGroup } from '../facts/host-groups';

/** What is known of hosts besides what they are. */
interface Known {
  /** The first to be tried, in this order. */
  readonly canaries: readonly string[];
  /** VMs by host; none where a host is not there. */
  readonly guests: ReadonlyMap<string, number>;
}

/**
 * One hypervisor of each group that has several: a canary where there is one, else the one with the fewest VMs, of two the one that the
 * group names first. A group of one has nobody to be tried for.
 */
export function chooseTrials(groups: readonly HostGroup[], { canaries, guests }: Known): readonly Trial[] {
  const rank = new Map(canaries.map((host, i) => [host, i - canaries.length]));
  const order = (host: string): number => rank.get(host) ?? guests.get(host) ?? 0;
  return groups.flatMap(({ fingerprint, hosts }) => {
    if (hosts.length < 2) return [];
    const host = hosts.reduce((best, next) => (order(next) < order(best) ? next : best));
    return [{ host, group: fingerprint, hosts: hosts.length }];
  });
}
