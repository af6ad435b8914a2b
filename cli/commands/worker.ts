import { spawn } from 'node:child_process';
import { Argument, type Command } from 'commander';
import { deploymentOptions } from '../../workers/deployment';
import { metricsAddress } from '../../workers/telemetry/metrics-address';
import { UsageError } from '../console/exit';

/** `worker`: runs a worker in this terminal until it is interrupted. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run a worker process')
    .addArgument(new Argument('<kind>').choices(['orchestrator', 'datacenter']))
    .option('--datacenter <name>', 'the datacenter whose steps it runs')
    .option('--metrics <address:port>', 'show metrics for Prometheus there')
    .option('--deployment <name>', 'the worker deployment of Temporal that it belongs to, with --build')
    .option('--build <id>', 'its version in that deployment: a run ends on the build that it has begun on')
    .option('--json', 'accepted by every command; the log is JSON anyway', false)
    .action(work);
}

interface WorkerOptions {
  readonly datacenter?: string;
  readonly metrics?: string;
  readonly deployment?: string;
  readonly build?: string;
}

async function work(kind: string, { datacenter, ...settings }: WorkerOptions): Promise<void> {
  if (kind === 'datacenter' && datacenter === undefined && process.env['STACKLEAP_DATACENTER'] === undefined)
    throw new UsageError('Name the datacenter that this worker serves: --datacenter NAME.');
  const entry = require.resolve(`../../workers/${kind}`);
  const argv = datacenter === undefined ? [] : ['--datacenter', datacenter];
  const env = { ...process.env, ...asVariables(settings) };
  // Said here, before a process is started for it.
  check(env);
  const child = spawn(process.execPath, [entry, ...argv], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

function asVariables({ metrics, deployment, build }: Omit<WorkerOptions, 'datacenter'>): NodeJS.ProcessEnv {
  return {
    ...(metrics !== undefined && { STACKLEAP_METRICS: metrics }),
    ...(deployment !== undefined && { STACKLEAP_DEPLOYMENT: deployment }),
    ...(build !== undefined && { STACKLEAP_BUILD: build }),
  };
}

function check(env: NodeJS.ProcessEnv): void {
  try {
    metricsAddress(env);
    deploymentOptions(env);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
