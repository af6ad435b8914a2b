import type { RemoteMachine } from '../../../model/remote-command';
import { readLeftovers } from './package-leftovers';

/** Removes files that rpm has put beside configuration since these were there. */
export async function removeLeftovers(machine: RemoteMachine, leftovers: readonly string[]): Promise<void> {
  const kept = new Set(leftovers);
  const made = (await readLeftovers(machine)).filter((path) => !kept.has(path));
  if (made.length > 0) await machine.run(['rm', '-f', '--', ...made]);
}
