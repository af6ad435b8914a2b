import { counted } from '../model/counted';

/** What is told of guests: by an activity's reading, which this room may not import. */
interface Guests {
  readonly hypervisors: number;
  readonly blockers: readonly { readonly type: string; readonly message: string }[];
}

/** Where Nova, Neutron and libvirt do not say the same of guests, for people. */
export function printGuests({ hypervisors, blockers }: Guests): string {
  const asked = counted(hypervisors, 'hypervisor');
  const lines =
    blockers.length === 0
      ? [`  Nova, Neutron and libvirt know the same guests on ${asked}.`]
      : blockers.map(({ type, message }) => `  ${type}: ${message}`);
  return ['', blockers.length === 0 ? 'guests' : `blocked by guests of ${asked}`, ...lines].join('\n');
}
