import { spawn } from 'node:child_process';
import { Argument, type Command } from 'commander';
import { UsageError } from '../console/exit';

/** `worker`: runs a worker in this terminal until it is interrupted. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run a worker process')
    .addArgument(new Argument('<kind>').choices(['orchestrator', 'datacenter']))
    .option('--datacenter <name>', 'the datacenter whose steps it runs')
    .option('--json', 'accepted by every command; the log is JSON anyway', false)
    .action(work);
}

async function work(kind: string, { datacenter }: { readonly datacenter?: string }): Promise<void> {
  if (kind === 'datacenter' && datacenter === undefined && process.env['STACKLEAP_DATACENTER'] === undefined)
    throw new UsageError('Name the datacenter that this worker serves: --datacenter NAME.');
  const entry = require.resolve(`../../workers/${kind}`);
  const argv = datacenter === undefined ? [] : ['--datacenter', datacenter];
  const child = spawn(process.execPath, [entry, ...argv], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
