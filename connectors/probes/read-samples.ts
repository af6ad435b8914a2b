import type { RemoteMachine } from '../../model/remote-command';
import { probeFolder } from './probe';

/** The same logs give the same bytes, whoever packs them and when; tar sorts by itself only since 1.28. */
const PACK = `cd "$1" && find . -type f -name '*.log' | LC_ALL=C sort |
  nice tar --no-recursion -T - --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - | nice gzip -n`;

/** Every log of a set as a tar.gz, piece by piece: they may be bigger than memory. Nothing is left on the machine. */
export async function readProbeSamples(
  machine: RemoteMachine,
  set: string,
  take: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  await machine.run(['bash', '-o', 'pipefail', '-c', PACK, 'bash', probeFolder(set)], { onOutput: take });
}

/** Whether a set has logs on this machine. */
export async function hasProbeSamples(machine: RemoteMachine, set: string): Promise<boolean> {
  const { exitCode } = await machine.run(['test', '-d', probeFolder(set)], { accept: 'any' });
  return exitCode === 0;
}
