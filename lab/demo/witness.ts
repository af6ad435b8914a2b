import { VMS } from '../inventory';
import type { LabHost } from '../hosts/host';

/** How the demo itself sees a guest, independently of what the upgrade reports. */
export interface GuestSeen {
  readonly vm: string;
  /** How often the hypervisor started the guest since the lab came up. */
  readonly starts: number;
  /** The identity of its plug in Open vSwitch: unplugged and plugged again, it would be another. */
  readonly plug: string;
}

const LIST_PLUGS = 'ovs-vsctl -f json --columns=external_ids,_uuid,ofport list Interface';

interface OvsTable {
  readonly data: readonly (readonly [['map', readonly (readonly [string, string])[]], ['uuid', string], number])[];
}

function plugs(json: string): Map<string, string> {
  const rows = (JSON.parse(json) as OvsTable).data.map(([ids, uuid, port]) => {
    const portId = new Map(ids[1]).get('iface-id');
    return [portId ?? '', `${uuid[1]}@${port}`] as const;
  });
  return new Map(rows);
}

/** Reads every guest of the lab on its host. */
export async function seeGuests(hosts: readonly LabHost[]): Promise<GuestSeen[]> {
  const seen = await Promise.all(
    hosts.map(async (host) => {
      const name = host.machine.name;
      const byPort = plugs((await host.run(LIST_PLUGS)).stdout);
      const domains = JSON.parse((await host.run(`cat /var/lib/nova/domains/${name}.json`)).stdout) as Readonly<
        Record<string, { readonly starts: number }>
      >;
      return VMS.filter((vm) => vm.host === name).map((vm) => ({
        vm: vm.name,
        starts: domains[vm.uuid]?.starts ?? -1,
        plug: byPort.get(vm.portId) ?? 'unplugged',
      }));
    }),
  );
  return seen.flat();
}

/** One sentence a guest that was started, lost or plugged anew between two looks. */
export function disturbed(before: readonly GuestSeen[], after: readonly GuestSeen[]): string[] {
  const later = new Map(after.map((guest) => [guest.vm, guest]));
  return before.flatMap((guest) => {
    const now = later.get(guest.vm);
    if (now === undefined || now.starts < 0) return [`${guest.vm} is no longer known to its hypervisor`];
    return [
      ...(now.starts === guest.starts ? [] : [`${guest.vm} was started ${now.starts - guest.starts} times`]),
      ...(now.plug === guest.plug ? [] : [`${guest.vm} was unplugged: ${guest.plug} became ${now.plug}`]),
    ];
  });
}
