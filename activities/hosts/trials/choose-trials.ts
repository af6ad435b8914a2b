import { orderHosts } from '../../../model/canary/order-hosts';
import type { Trial } from '../../../model/plan/trial';
import type { HostGroup } from '../facts/host-groups';

/** What is known of hosts besides what they are. */
interface Known {
  /** The first to be tried, in this order. */
  readonly canaries: readonly string[];
  /** VMs by host; none where a host is not there. */
  readonly guests: ReadonlyMap<string, number>;
}

/** The first hypervisor that canaries would take of each group that has several. A group of one has nobody to be tried for. */
export function chooseTrials(groups: readonly HostGroup[], { canaries, guests }: Known): readonly Trial[] {
  return groups.flatMap(({ fingerprint, hosts }) => {
    if (hosts.length < 2) return [];
    const [host = ''] = orderHosts({ due: hosts, first: canaries, guests });
    return [{ host, group: fingerprint, hosts: hosts.length }];
  });
}
