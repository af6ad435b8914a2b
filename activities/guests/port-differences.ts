import type { Domains, GuestDifference } from '../../model/guest';
import type { HostView } from './host-view';

/** Guests that are off have no devices, and their cards say nothing of the network. */
const PLUGGED: readonly string[] = ['running', 'paused', 'idle', 'pmsuspended'];

/** Cards of running guests without a port of Neutron's on their host, and ports of running guests without a card. */
export function portDifferences({ host, rows, ports }: HostView, { domains }: Domains): readonly GuestDifference[] {
  const here = new Set(rows.filter((row) => row.host === host).map(({ uuid }) => uuid));
  return domains
    .filter(({ uuid, state }) => here.has(uuid) && PLUGGED.includes(state))
    .flatMap(({ uuid, name, nics }) => {
      const own = ports.filter(({ instance }) => instance === uuid);
      const macs = new Set(own.map(({ mac }) => mac.toLowerCase()));
      const cards = new Set(nics.map(({ mac }) => mac.toLowerCase()));
      const guest = `guest ${name} (${uuid}) on ${host}`;
      return [
        ...nics
          .filter(({ mac }) => !macs.has(mac.toLowerCase()))
          .map(({ mac }) => `${guest} has a card ${mac}, and Neutron no port of it bound to ${host}`),
        ...own
          .filter(({ mac }) => !cards.has(mac.toLowerCase()))
          .map(({ id, mac }) => `port ${id} (${mac}) is bound to ${host} for ${guest}, which has no such card`),
      ].map((message) => ({ names: [uuid, name], message, remedies: ['accept' as const] }));
    });
}
