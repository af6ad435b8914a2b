import type { Domain, Domains, GuestDifference, GuestRow, Remedy } from '../../model/guest';
import { adoptedOf, agrees, consequence, isHalfDeleted, isHarmed, needsDomain } from './expected-state';
import type { HostView } from './host-view';
import { portDifferences } from './port-differences';

/**
 * Compares the three: every domain has its row, host, node, state and ports, and the other way round. One sentence for each
 * difference, with what a new nova-compute would make of it.
 */
export function guestDifferences(view: HostView): readonly GuestDifference[] {
  const { libvirt, rows } = view;
  if (libvirt === null) return [...nameDifferences(view), ...unseenDifferences(view)];
  const byId = new Map(rows.map((row) => [row.uuid, row]));
  return [
    ...nameDifferences(view),
    ...libvirt.domains.flatMap((domain) => domainDifferences(view, domain, byId.get(domain.uuid))),
    ...absentDifferences(view, libvirt),
    ...portDifferences(view, libvirt),
  ];
}

function differing(names: readonly string[], message: string, remedies: readonly Remedy[] = []): GuestDifference {
  return { names, message, remedies };
}

/** Under another name nova-compute would make a second compute node, and know none of the guests. */
function nameDifferences({ host, ownName = host, libvirt, nodes }: HostView): GuestDifference[] {
  const messages = [
    ...(ownName === host
      ? []
      : [
          `nova-compute on ${host} would call itself ${ownName}, and Nova's rows call it ${host}: it would know none of its guests`,
        ]),
    ...(libvirt === null || nodes.length === 0 || nodes.includes(libvirt.hostname)
      ? []
      : [
          `${host} is ${libvirt.hostname} for libvirt, and ${nodes.join(', ')} for Nova: it would become another compute node`,
        ]),
  ];
  return messages.map((message) => differing([host], message));
}

/** What nova-compute would do to guests that nobody can see. */
function unseenDifferences({ host, rows, evacuated }: HostView): GuestDifference[] {
  return [
    ...evacuated.map((uuid) =>
      differing(
        [uuid],
        `instance ${uuid} was evacuated from ${host} by Nova's migrations: nova-compute would destroy its guest there and the disks`,
      ),
    ),
    ...rows.flatMap((row) => taskDifferences([row.uuid], row)),
  ];
}

function absentDifferences({ host, rows }: HostView, { domains, hostname }: Domains): GuestDifference[] {
  const there = new Set(domains.map(({ uuid }) => uuid));
  return rows
    .filter((row) => row.host === host && needsDomain(row))
    .flatMap((row) => [
      ...(there.has(row.uuid)
        ? []
        : [
            differing(
              [row.uuid],
              `${nameGuest(row)} is ${row.vmState} in Nova on ${host}, and libvirt has no such guest`,
              ['accept'],
            ),
          ]),
      ...(row.node === '' || row.node === hostname
        ? []
        : [
            differing([row.uuid], `${nameGuest(row)} is on the node ${row.node} in Nova, and ${host} is ${hostname}`, [
              'accept',
            ]),
          ]),
    ]);
}

function taskDifferences(names: readonly string[], row: GuestRow): GuestDifference[] {
  if (row.taskState === '') return [];
  return [
    differing(names, `${nameGuest(row)} has the task ${row.taskState}: nova-compute would take it up when it starts`),
  ];
}

function domainDifferences(
  { host, evacuated }: HostView,
  domain: Domain,
  row: GuestRow | undefined,
): GuestDifference[] {
  const names = [domain.uuid, domain.name];
  const guest = `guest ${domain.name} (${domain.uuid}) on ${host}`;
  const lost = evacuated.includes(domain.uuid)
    ? [
        differing(
          names,
          `${guest} was evacuated from there by Nova's migrations: nova-compute would destroy it and its disks`,
        ),
      ]
    : [];
  if (row === undefined)
    return [...lost, differing(names, `${guest} is ${domain.state}, and no instance of Nova's`, ['accept'])];
  if (row.host !== host) {
    const where = row.host === '' ? 'no host' : row.host;
    return [
      ...lost,
      differing(names, `${guest} is ${domain.state}, and ${nameGuest(row)} is on ${where} in Nova`, ['accept']),
    ];
  }
  return [...lost, ...stateDifferences(names, guest, domain, row)];
}

function stateDifferences(names: readonly string[], guest: string, domain: Domain, row: GuestRow): GuestDifference[] {
  const { vmState } = row;
  const both = `${nameGuest(row)} is ${vmState} in Nova, and its ${guest} is ${domain.state}`;
  if (isHalfDeleted(row, domain)) return [differing(names, `${both}: Nova has only half deleted it`)];
  const tasks = taskDifferences(names, row);
  if (tasks.length > 0) return tasks;
  if (agrees(row, domain)) return [];
  const adopted = adoptedOf(row, domain);
  const remedies: Remedy[] = [
    ...(adopted === undefined ? [] : (['adopt'] as const)),
    ...(isHarmed(row, domain) ? [] : (['accept'] as const)),
  ];
  const difference = differing(names, `${both}: ${consequence(row, domain)}`, remedies);
  return [adopted === undefined ? difference : { ...difference, adopted }];
}

function nameGuest({ name, uuid }: GuestRow): string {
  return `instance ${name} (${uuid})`;
}
