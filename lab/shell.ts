import { spawn } from 'node:child_process';

export interface ShellOptions {
  /** Sent on standard input. */
  readonly input?: string;
  /** The command is killed after this time. Default: never. */
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are no error. Default [0]; 'any' returns every outcome. */
  readonly accept?: readonly number[] | 'any';
}

export interface ShellResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an argument vector on this machine; an unexpected exit code is an error with the end of the output. */
export function sh(argv: readonly string[], options: ShellOptions = {}): Promise<ShellResult> {
  const [command, ...rest] = argv as readonly [string, ...string[]];
  const { accept = [0] } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', (cause) => reject(new Error(`${command} could not be run: ${cause.message}`, { cause })));
    child.on('close', (code, signal) => {
      const exitCode = code ?? -1;
      if (accept === 'any' || (signal === null && accept.includes(exitCode))) {
        resolve({ exitCode, stdout, stderr });
        return;
      }
      const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
      reject(new Error(`${argv.join(' ').slice(0, 300)} ended with ${signal ?? exitCode}:\n${tail}`));
    });
    // a command that ends without reading its input is judged by its exit code
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
