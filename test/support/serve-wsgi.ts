import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../config/project-root';
import { endProcess, startTime } from '../../lab/hosts/process-record';

const PYTHON = '/opt/stein/venv/bin/python';
const PATIENCE_MS = 5_000;

export interface ServedApi {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** An API of Stein's own code in the scratch root, on loopback. `argv`: as serve-wsgi.py takes them. */
export async function serveWsgi(
  root: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ServedApi> {
  const script = await readFile(join(projectRoot(), 'test/support/serve-wsgi.py'), 'utf8');
  const variables = Object.entries({ LANG: 'C.UTF-8', ...env }).map(([name, value]) => `${name}=${value}`);
  const child = spawn('chroot', [root, 'env', ...variables, PYTHON, '-c', script, ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const record = { pid: child.pid ?? 0, startedAt: startTime(child.pid ?? 0) ?? '' };
  const port = await new Promise<string>((resolve, reject) => {
    // what the code itself has to say may come before
    createInterface(child.stdout).on('line', (line) => /^\d+$/.test(line) && resolve(line));
    child.once('exit', (code) => reject(new Error(`${argv.join(' ')} ended with ${code}.`)));
  });
  child.unref();
  return { url: `http://127.0.0.1:${port}`, stop: () => endProcess(record, PATIENCE_MS) };
}
