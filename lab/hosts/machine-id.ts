import { createHash } from 'node:crypto';
import type { LabMachine } from '../inventory';

/** What /etc/machine-id says: each machine has its own, and the same in every lab. */
export function machineId({ name }: LabMachine): string {
  return createHash('md5').update(`stackleap ${name}`).digest('hex');
}

/** The same as a UUID. */
export function machineUuid(machine: LabMachine): string {
  return machineId(machine).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
