import { pluralize } from '../../model/pluralize';
import type { Trial } from '../../model/plan/trial';

/** Trials that are printed; the rest is counted. */
const MOST_TRIALS = 20;

/** Which hypervisors go before the others of their kind, for people; '' where there are none. */
export function printTrials(trials: readonly Trial[] | { readonly unread: string }): string {
  if ('unread' in trials)
    return `\n\nThe hypervisors that go before the others of their kind could not be chosen: ${trials.unread}`;
  if (trials.length === 0) return '';
  const more = trials.length - MOST_TRIALS;
  return [
    '\n\ntrials: in hosts these have their whole turn before all others of their group',
    ...trials
      .slice(0, MOST_TRIALS)
      .map(({ host, group, hosts }) => `  ${host} for the ${pluralize(hosts, 'hypervisor')} of group ${group}`),
    ...(more > 0 ? [`  and ${more} more: --json has all`] : []),
  ].join('\n');
}
