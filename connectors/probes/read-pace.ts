import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import type { Pace } from '../../model/report/loss';
import { withPython } from '../python';
import { probeFolder } from './probe';

/** Reads from the logs of these targets, where they lie, how evenly the prober worked; targets that never answered are left out. */
export async function readPaces(
  machine: RemoteMachine,
  set: string,
  names: readonly string[],
): Promise<readonly Pace[]> {
  const program = await readFile(join(projectRoot(), 'remote', 'probe', 'pace.py'), 'utf8');
  const { stdout } = await machine.run(['sh', '-c', withPython('- "$@"'), 'sh', probeFolder(set), ...names], {
    input: program,
  });
  return JSON.parse(stdout) as Pace[];
}
