import type { GuestsReport } from '../model/report/report';
import { html, type Html } from './page/html';
import { table } from './page/table';

const NONE = '–';

/** What the witness saw of the guests: the first of them one by one. */
export function guestsSection({ hosts, guests, unseen, disturbed, list }: GuestsReport): Html {
  const more = guests > list.length ? html`<p>The first ${list.length} of ${guests} guests.</p>` : html``;
  const dark = unseen.length > 0 ? html`<p>No libvirt to ask: ${unseen.join(', ')}.</p>` : html``;
  const harm = disturbed.map((change) => html`<p class="bad">${change}</p>`);
  return html`${table(
    `Guests: ${guests} on ${hosts} hypervisors`,
    ['Hypervisor', 'Guest', 'Instance', 'State', 'Process', 'Untouched until'],
    list.map(({ host, name, instance, state, pid, untouchedUntil }) => [
      host,
      name,
      instance,
      state,
      pid || NONE,
      untouchedUntil ?? NONE,
    ]),
  )}
  ${more} ${dark} ${harm}`;
}
