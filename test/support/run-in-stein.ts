import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { resolveSecret } from '../../config/secrets';
import { sh } from '../../lab/shell';
import type { DatabaseServer } from '../../model/cluster';
import { scratchRoot } from './scratch-server';

/**
 * Runs a Python program of this folder by Stein's interpreter, in the scratch root. It is given a JSON object with the server and `more`,
 * and prints its answer as the last line.
 */
export async function runInStein(
  file: string,
  { user, host, port, password }: DatabaseServer,
  more: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const asked = { server: `${user}:${await resolveSecret(password)}@${host}:${port}`, ...more };
  const script = await readFile(join(projectRoot(), 'test/support', file), 'utf8');
  const input = script.replace('sys.stdin.read()', JSON.stringify(ascii(JSON.stringify(asked))));
  const { stdout } = await sh(['chroot', scratchRoot(), '/opt/stein/venv/bin/python', '-'], { input });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Python 2 takes no other characters in a program. */
function ascii(json: string): string {
  return json.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
