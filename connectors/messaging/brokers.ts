import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import { withPython } from '../python';

/** Message brokers by address; both null when no file names a transport. */
export interface Brokers {
  readonly answering: readonly string[] | null;
  /** With their reasons. */
  readonly silent: readonly string[] | null;
}

/** Greets every RabbitMQ that the `transport_url` of a machine's configuration files names, from that machine. */
export async function greetBrokers(machine: RemoteMachine, files: readonly string[]): Promise<Brokers> {
  const input = await readFile(join(projectRoot(), 'remote', 'messaging', 'brokers.py'), 'utf8');
  const { stdout } = await machine.run(['sh', '-c', withPython('- "$@"'), 'sh', ...files], { input });
  return JSON.parse(stdout) as Brokers;
}
