import { pluralize } from '../../model/pluralize';
import { listFirst } from '../../model/list-first';

/** What is printed about guests. */
interface Guests {
  readonly hypervisors: number;
  readonly blockers: readonly { readonly type: string; readonly message: string }[];
  /** Hypervisors that could not be asked, each with the reason. */
  readonly unread: readonly string[];
}

/** Where Nova, Neutron and libvirt do not say the same of guests, for people. */
export function printGuests({ hypervisors, blockers, unread }: Guests): string {
  const asked = pluralize(hypervisors, 'hypervisor');
  const same = hypervisors === 0 ? [] : [`  Nova, Neutron and libvirt know the same guests on ${asked}.`];
  return [
    '',
    blockers.length === 0 ? 'guests' : `blocked by guests of ${asked}`,
    ...(blockers.length === 0 ? same : blockers.map(({ type, message }) => `  ${type}: ${message}`)),
    ...(unread.length === 0 ? [] : [`  not looked at: ${listFirst(unread, '; ')}`]),
  ].join('\n');
}
