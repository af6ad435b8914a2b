import { domainName } from '../compute/guests';
import { instanceFolder } from '../compute/libvirt/disks';
import type { Instance } from '../generator/cluster/instances';
import type { LabHost } from '../hosts/host';

const LIST_PLUGS = 'ovs-vsctl -f json --columns=external_ids,_uuid,ofport list Interface';

interface OvsTable {
  readonly data: readonly (readonly [['map', readonly (readonly [string, string])[]], ['uuid', string], number])[];
}

/** Port id → the identity of its plug in Open vSwitch. */
export async function readPlugs(host: LabHost): Promise<Map<string, string>> {
  const { data } = JSON.parse((await host.run(LIST_PLUGS)).stdout) as OvsTable;
  return new Map(data.map(([ids, uuid, port]) => [new Map(ids[1]).get('iface-id') ?? '', `${uuid[1]}@${port}`]));
}

/** Device → the number that the kernel gave it. */
export async function readDevices(host: LabHost): Promise<Map<string, number>> {
  const { stdout } = await host.run('ip -o link show');
  return new Map([...stdout.matchAll(/^(\d+): ([^:@]+)/gm)].map(([, index, name]) => [name ?? '', Number(index)]));
}

/** Domain → the pid of its process; none for one whose process is gone. */
export async function readPids(host: LabHost): Promise<Map<string, number>> {
  const script = `cd /run/libvirt/qemu 2>/dev/null || exit 0
for file in *.pid; do pid=$(cat "$file" 2>/dev/null) && [ -d "/proc/$pid" ] && echo "$pid \${file%.pid}"; done; true`;
  const { stdout } = await host.run(script);
  return new Map([...stdout.matchAll(/^(\d+) (.+)$/gm)].map(([, pid, domain]) => [domain ?? '', Number(pid)]));
}

/** How often a guest was started and stopped; undefined when its hypervisor does not know it. */
export interface Starts {
  readonly starts: number;
  readonly stops: number;
  /** Drawn by a kernel as it boots; '' for a guest that has none. */
  readonly bootId: string;
}

/** UUID → what the driver of stand-in guests has noted. */
export async function readRecord(host: LabHost): Promise<Map<string, Starts>> {
  const { stdout } = await host.run(`cat /var/lib/nova/domains/${host.machine.name}.json`);
  const record = JSON.parse(stdout) as Readonly<Record<string, { readonly starts: number; readonly stops: number }>>;
  return new Map(Object.entries(record).map(([uuid, { starts, stops }]) => [uuid, { starts, stops, bootId: '' }]));
}

function lastBoot(guest: Instance): string {
  const log = `${instanceFolder(guest)}/console.log`;
  return `virsh domstate ${domainName(guest)} >/dev/null 2>&1 && grep -a 'guest up' ${log} | tail -n 1 | sed 's/^/${guest.uuid} /'`;
}

/** UUID → what real guests have said on their consoles: each counts its boots on its own disk. */
export async function readConsoles(host: LabHost, guests: readonly Instance[]): Promise<Map<string, Starts>> {
  const { stdout } = await host.run(`${guests.map(lastBoot).join('\n')}\ntrue`);
  const lines = stdout.matchAll(/^(\S+) guest up: boot (\d+), ([0-9a-f-]+)/gm);
  return new Map(
    [...lines].map(([, uuid, boots, bootId]) => [
      uuid ?? '',
      { starts: Number(boots), stops: 0, bootId: bootId ?? '' },
    ]),
  );
}
