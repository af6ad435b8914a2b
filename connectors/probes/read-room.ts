import type { RemoteMachine } from '../../model/remote-command';
import { PROBES_ROOT } from './probe';

/** About what fping, or our ARP probe, writes of one request. */
const BYTES_OF_A_REQUEST = 100;
const DAY_MS = 86_400_000;

/** The nearest folder above that is there already. */
const FREE = 'd=$1; until [ -d "$d" ]; do d=$(dirname "$d"); done; df --output=avail -B1 "$d" | tail -n 1';

/** Bytes that are free where the logs of probes come to lie. */
export async function readFreeBytes(machine: RemoteMachine): Promise<number> {
  const { stdout } = await machine.run(['sh', '-c', FREE, 'sh', PROBES_ROOT]);
  return Number(stdout.trim());
}

/** Bytes that so many probes write in a day. */
export function bytesOfADay(probes: number, intervalMs: number): number {
  return probes * (DAY_MS / intervalMs) * BYTES_OF_A_REQUEST;
}
