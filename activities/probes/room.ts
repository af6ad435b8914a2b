import { bytesOfADay } from '../../connectors/probes/read-room';
import type { ClusterDefinition } from '../../model/cluster';

type Pace = Pick<ClusterDefinition['probes'], 'intervalMs' | 'inFlightIntervalMs'>;

/** What the pings of a day write. */
interface Room {
  readonly bytes: number;
  /** How it comes about, and what can be done where that is too much. */
  readonly told: string;
}

/** As if hosts had their turns all day, and always the one with the most VMs. */
export function roomFor(
  { intervalMs, inFlightIntervalMs }: Pace,
  vms: readonly { readonly host: string }[],
  controls: number,
): Room {
  const always = bytesOfADay(vms.length + controls, intervalMs);
  const told = `pings of ${vms.length} VMs every ${intervalMs} ms write ${gigabytes(always)} in a day`;
  if (inFlightIntervalMs === null) return { bytes: always, told: `${told}: give it room, or raise probes.intervalMs.` };
  const most = mostOfOneHost(vms);
  const faster = bytesOfADay(most, inFlightIntervalMs);
  return {
    bytes: always + faster,
    told:
      `${told}, those of up to ${most} VMs of the host whose turn it is every ${inFlightIntervalMs} ms ${gigabytes(faster)} more: ` +
      'give it room, or raise probes.intervalMs or probes.inFlightIntervalMs.',
  };
}

function mostOfOneHost(vms: readonly { readonly host: string }[]): number {
  const counts = new Map<string, number>();
  for (const { host } of vms) counts.set(host, (counts.get(host) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
