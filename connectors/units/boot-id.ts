import type { RemoteMachine } from '../../model/remote-command';

/** Another one after each start of a machine. */
export const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Which start of a machine it is that lasts. */
export async function readBootId(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['cat', BOOT_ID])).stdout.trim();
}
