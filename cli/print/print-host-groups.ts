import type { HostGroups } from '../../activities/hosts/facts/read-host-groups';
import { listFirst } from '../../model/list-first';
import { pluralize } from '../../model/pluralize';

/** Groups that are printed; the rest is counted. */
const MOST_GROUPS = 20;

/** What hypervisors have in common and what tells their groups apart, for people. */
export function printHostGroups({ groups, unread }: HostGroups): string {
  const names = [...new Set(groups.flatMap(({ traits }) => Object.keys(traits)))];
  const [same, different] = [true, false].map((wanted) =>
    names.filter((name) => (new Set(groups.map(({ traits }) => traits[name])).size === 1) === wanted),
  ) as [string[], string[]];
  const [first] = groups;
  return [
    '',
    'hypervisors',
    ...(first === undefined ? [] : [`  all ${groups.length > 1 ? 'groups' : 'of them'}`]),
    ...(first === undefined ? [] : tell(first.traits, same, '    ')),
    ...groups
      .slice(0, MOST_GROUPS)
      .flatMap(({ fingerprint, hosts, traits }) => [
        `  ${pluralize(hosts.length, 'hypervisor')} of group ${fingerprint} (${listFirst(hosts)})`,
        ...tell(traits, different, '    '),
      ]),
    ...(groups.length > MOST_GROUPS ? [`  and ${pluralize(groups.length - MOST_GROUPS, 'more group')}`] : []),
    ...(unread.length === 0 ? [] : [`  not looked at: ${listFirst(unread, '; ')}`]),
  ].join('\n');
}

function tell(traits: Readonly<Record<string, string>>, of: readonly string[], indent: string): string[] {
  return of.map((name) => `${indent}${name}: ${traits[name] ?? 'none'}`);
}
