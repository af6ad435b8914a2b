import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';

/** A datacenter's worker as an operator runs it, in a process of its own that can be killed. */
export interface WorkerProcess {
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** `more` stands in its environment as well. */
export function startWorker(
  address: string,
  datacenter: string,
  clusters: string,
  more: Readonly<Record<string, string>> = {},
): WorkerProcess {
  const argv = [join(projectRoot(), 'dist/workers/datacenter.js'), '--datacenter', datacenter];
  const child: ChildProcess = spawn(process.execPath, argv, {
    cwd: projectRoot(),
    env: { ...process.env, TEMPORAL_ADDRESS: address, STACKLEAP_CLUSTERS: clusters, ...more },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
