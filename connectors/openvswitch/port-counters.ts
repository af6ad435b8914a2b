import type { RemoteMachine } from '../../model/remote-command';

/** Frames that a bridge has sent out of each port, by OpenFlow port number. */
export async function readFramesSent(machine: RemoteMachine, bridge: string): Promise<ReadonlyMap<number, number>> {
  // OVSDB has them too, but not newer than 5 s.
  const { stdout } = await machine.run(['ovs-ofctl', 'dump-ports', bridge]);
  return toFramesSent(stdout);
}

/** Reads what `ovs-ofctl dump-ports` prints: two lines a port, the second for what was sent. */
export function toFramesSent(printed: string): ReadonlyMap<number, number> {
  const found = printed.matchAll(/^\s*port\s+"?(\w+)"?:\s*rx pkts=[^\n]*\n\s*tx pkts=(\d+)/gm);
  return new Map([...found].map(([, port, sent]) => [Number(port), Number(sent)]));
}
