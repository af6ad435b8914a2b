import { pluralize } from '../model/pluralize';
import type { GuestsReport } from '../model/report/report';

/** What the witness saw of the guests, in lines. */
export function printGuests({ hosts, guests, unseen, disturbed, list }: GuestsReport): string {
  const same = list.every(({ untouchedUntil }) => untouchedUntil !== null);
  const told = `Guests: ${pluralize(guests, 'guest')} on ${pluralize(hosts, 'hypervisor')}`;
  return [
    disturbed.length > 0 ? `${told}:` : `${told}${same ? ', same processes, states and devices as before' : ''}.`,
    ...disturbed.map((change) => `  ${change}`),
    ...(unseen.length === 0 ? [] : [`  no libvirt to ask: ${unseen.join(', ')}`]),
  ].join('\n');
}
