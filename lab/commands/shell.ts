import { spawnSync } from 'node:child_process';
import { sshArguments } from '../hosts/host';
import { MACHINES } from '../inventory';

/** A terminal on a machine of the lab; returns ssh's exit code. */
export function labShell(name: string): number {
  const machine = MACHINES.find((candidate) => candidate.name === name);
  if (machine === undefined)
    throw new Error(`The lab has no machine "${name}"; it has ${MACHINES.map((known) => known.name).join(', ')}.`);
  const [command, ...argv] = sshArguments(machine) as [string, ...string[]];
  return spawnSync(command, argv, { stdio: 'inherit' }).status ?? 1;
}
