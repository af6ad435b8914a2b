import { domainName, guestsOf } from '../compute/guests';
import { tapName } from '../generator/nova/network-info';
import type { LabHost } from '../hosts/host';
import { readConsoles, readDevices, readPids, readPlugs, readRecord, type Starts } from './readers';

/** How the demo itself sees a guest, independently of what the upgrade reports. */
export interface GuestSeen extends Starts {
  readonly vm: string;
  readonly kind: 'qemu' | 'namespace';
  /** Of its own process on the host; null when there is none. */
  readonly pid: number | null;
  /** How often it was started: -1 when its hypervisor does not know it any more. */
  readonly starts: number;
  /** The identity of its plug in Open vSwitch: unplugged and plugged again, it would be another. */
  readonly plug: string;
  /** The kernel's number of its tap; null when there is none. */
  readonly tap: number | null;
}

const UNKNOWN: Starts = { starts: -1, stops: 0, bootId: '' };

async function seeOn(host: LabHost): Promise<GuestSeen[]> {
  const guests = guestsOf(host.machine);
  const real = host.machine.guests === 'qemu';
  const [plugs, devices, pids, told] = await Promise.all([
    readPlugs(host),
    readDevices(host),
    readPids(host),
    real ? readConsoles(host, guests) : readRecord(host),
  ]);
  return guests.map((guest) => ({
    vm: guest.name,
    kind: real ? 'qemu' : 'namespace',
    pid: pids.get(domainName(guest)) ?? null,
    ...(told.get(guest.uuid) ?? UNKNOWN),
    plug: plugs.get(guest.portId) ?? 'unplugged',
    tap: devices.get(tapName(guest.portId)) ?? null,
  }));
}

/** Reads every guest of the lab on its host. */
export async function seeGuests(hosts: readonly LabHost[]): Promise<GuestSeen[]> {
  return (await Promise.all(hosts.map(seeOn))).flat();
}

function differences(guest: GuestSeen, now: GuestSeen): string[] {
  const { vm } = guest;
  return [
    ...(now.starts === guest.starts ? [] : [`${vm} was started ${now.starts - guest.starts} times`]),
    ...(now.stops === guest.stops ? [] : [`${vm} was stopped ${now.stops - guest.stops} times`]),
    ...(now.pid === guest.pid ? [] : [`${vm} had the process ${guest.pid}, and has ${now.pid ?? 'none'}`]),
    ...(now.bootId === guest.bootId ? [] : [`${vm} has booted: ${guest.bootId} became ${now.bootId}`]),
    ...(now.plug === guest.plug ? [] : [`${vm} was unplugged: ${guest.plug} became ${now.plug}`]),
    ...(now.tap === guest.tap ? [] : [`${vm} had the tap ${guest.tap}, and has ${now.tap ?? 'none'}`]),
  ];
}

/** One sentence for each way in which a guest was disturbed between two looks. */
export function listDisturbances(before: readonly GuestSeen[], after: readonly GuestSeen[]): string[] {
  const later = new Map(after.map((guest) => [guest.vm, guest]));
  return before.flatMap((guest) => {
    const now = later.get(guest.vm);
    if (now === undefined || now.starts < 0) return [`${guest.vm} is no longer known to its hypervisor`];
    return differences(guest, now);
  });
}

/** One line a real guest: what it is, and whether it is what it was. */
export function describeReal(before: readonly GuestSeen[], after: readonly GuestSeen[]): string[] {
  return after
    .filter(({ kind }) => kind === 'qemu')
    .map((guest) => {
      const known = before.filter(({ vm }) => vm === guest.vm);
      const same = known.length > 0 && listDisturbances(known, [guest]).length === 0;
      return `${guest.vm}: qemu pid ${guest.pid ?? 'none'}, boot ${guest.starts} (${guest.bootId}), plug ${guest.plug}, ${same ? 'as before' : 'not as before'}`;
    });
}
