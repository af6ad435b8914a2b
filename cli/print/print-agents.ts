import type { Datapaths } from '../../activities/agents/read-datapaths';
import { PROCEDURES } from '../../flows/procedures';
import { pluralize } from '../../model/pluralize';
import { listFirst } from '../../model/list-first';

/** How the bridges of the hypervisors will be changed, and what was measured for it, for people. */
export function printAgents({ hosts, unread }: Datapaths): string {
  const lines = (['userspace', 'kernel'] as const)
    .filter((datapath) => hosts[datapath].length > 0)
    .map((datapath) => {
      const { name, measured } = PROCEDURES[datapath];
      return `  ${pluralize(hosts[datapath].length, 'hypervisor')} with the datapath in ${datapath === 'kernel' ? 'the kernel' : 'userspace'} (${listFirst(hosts[datapath])}): bridges change by ${name}; ${measured}`;
    });
  return ['', 'bridge changes', ...lines, ...unread.map((one) => `  not looked at: ${one}`)].join('\n');
}
