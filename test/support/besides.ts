import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { commandFailed } from '../../connectors/ssh/machine-error';
import { sh } from '../../lab/shell';
import type { RemoteMachine } from '../../model/remote-command';
import type { PackagedHost } from './packaged-host';

const PATH = 'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A host whose processes are in this machine's namespaces, so that they see one another and outlive a command; `close` ends them. */
export async function besides({ root, ...machine }: PackagedHost): Promise<RemoteMachine> {
  await sh(['mount', '-t', 'proc', 'proc', join(root, 'proc')]);
  return {
    ...machine,
    run: async (argv, { accept = [0], input, onOutput } = {}) => {
      const words = [root, 'env', PATH, ...argv];
      const said = { machine: machine.name, command: argv.join(' '), durationMs: 0 };
      if (onOutput !== undefined) {
        await onOutput(execFileSync('chroot', words));
        return { ...said, exitCode: 0, stdout: '', stderr: '' };
      }
      const ended = await sh(['chroot', ...words], { accept: 'any', ...(input === undefined ? {} : { input }) });
      const result = { ...ended, ...said };
      if (accept !== 'any' && !accept.includes(ended.exitCode)) throw commandFailed(result);
      return result;
    },
  };
}
