import { execFile } from 'node:child_process';
import type { ClusterDefinition } from '../../model/cluster';
import type { RemoteMachine } from '../../model/command';

/** A machine of the lab by the ssh command: enough for tests of activities that run commands. */
export async function sshMachine(definition: ClusterDefinition, name: string): Promise<RemoteMachine> {
  const { address = name } = definition.machines.find((machine) => machine.name === name) ?? {};
  const { privateKey, knownHosts, user } = definition.ssh;
  const options = [
    '-i',
    privateKey.replace('file:', ''),
    '-o',
    `UserKnownHostsFile=${knownHosts}`,
    '-o',
    'BatchMode=yes',
  ];
  return {
    name,
    run: (argv, { accept = [0] } = {}) =>
      new Promise((resolve, reject) => {
        const command = argv.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
        execFile('ssh', [...options, `${user}@${address}`, command], (error, stdout, stderr) => {
          const exitCode = error === null ? 0 : Number(error.code ?? 255);
          const result = { machine: name, command, exitCode, stdout, stderr, durationMs: 0 };
          if (accept === 'any' || accept.includes(exitCode)) resolve(result);
          else reject(new Error(`${command} on ${name} ended with ${exitCode}: ${stderr}`));
        });
      }),
    writeFile: () => Promise.reject(new Error('not by this machine')),
    readFile: () => Promise.reject(new Error('not by this machine')),
  };
}
