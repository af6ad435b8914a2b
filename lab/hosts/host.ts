import type { LabMachine } from '../inventory';
import { stateFolder } from '../folders';
import { sh, type ShellOptions, type ShellResult } from '../shell';

/** A booted machine of the lab. */
export interface LabHost {
  readonly machine: LabMachine;
  /** Its file system as this machine sees it. */
  readonly root: string;
  /** Runs a script for /bin/sh over SSH. */
  run(script: string, options?: ShellOptions): Promise<ShellResult>;
}

export function sshArguments(machine: LabMachine): string[] {
  const state = stateFolder();
  return [
    ...['ssh', '-q', '-i', `${state}/id_ed25519`, '-o', `UserKnownHostsFile=${state}/known_hosts`],
    ...['-o', 'StrictHostKeyChecking=yes', '-o', 'ConnectTimeout=3', '-o', 'BatchMode=yes', `root@${machine.address}`],
  ];
}

export function labHost(machine: LabMachine): LabHost {
  return {
    machine,
    root: `${stateFolder()}/machines/${machine.name}`,
    run: (script, options) => sh([...sshArguments(machine), script], options),
  };
}
