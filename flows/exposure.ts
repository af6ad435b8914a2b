import { findBridge, vmPorts, type Switch } from '../model/network/switch';
import { parseActions } from './actions';

/** Where an agent asks whether a port may send this ARP, this neighbour advertisement, this MAC address. */
const SPOOFING = /^,(24|25)$/;

/** Ports of VMs whose senders these flows of the integration bridge check, by name. */
export function guardedPorts(found: Switch, integrationBridge: string, flows: readonly string[]): readonly string[] {
  const guarded = new Set(
    flows.flatMap((flow) => {
      const [match = '', actions = ''] = flow.split(',actions=');
      const [, port] = /,in_port="?(\d+)/.exec(match) ?? [];
      const asks = parseActions(actions).some(
        ({ name, argument }) =>
          (name === 'resubmit' || name === 'goto_table') && SPOOFING.test(`,${argument.replace(/^,/, '')}`),
      );
      return port !== undefined && asks ? [Number(port)] : [];
    }),
  );
  return vmPorts(findBridge(found, integrationBridge))
    .filter(({ ofport }) => ofport !== null && guarded.has(ofport))
    .map(({ name }) => name)
    .sort();
}
