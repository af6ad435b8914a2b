import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../config/project-root';
import { PROJECTS, USERS } from '../inventory';

const execute = promisify(execFile);

/** Where the controller's files lie in the project: `root/` mirrors the controller's `/`. */
export function controllerAssets(): string {
  return join(projectRoot(), 'lab', 'controller');
}

/** The old cloud's tenants, for Stein's Keystone. */
function tenants(): readonly object[] {
  return PROJECTS.map(({ id, name }, i) => ({ name, project: id, user: USERS[i]?.id }));
}

/**
 * Puts the controller's files into an unbooted `root` (with MariaDB, RabbitMQ and /opt/stein/venv in it) and runs bake.sh there.
 * Takes half a minute; throws with the output of the step that failed.
 */
export async function bakeController(root: string): Promise<void> {
  const script = join(root, 'root', 'bake.sh');
  await cp(join(controllerAssets(), 'root'), root, { recursive: true });
  await cp(join(controllerAssets(), 'bake.sh'), script);
  const isolation = '--register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off';
  // A network of its own: bake.sh puts the controller's address on its loopback.
  const nspawn = `--quiet ${isolation} --private-network --as-pid2 --pipe --machine=stackleap-bake`.split(' ');
  await execute(
    'systemd-nspawn',
    [...nspawn, '--setenv=HOME=/root', `--directory=${root}`, 'bash', '/root/bake.sh', JSON.stringify(tenants())],
    {
      env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
      maxBuffer: 10_000_000,
    },
  );
  await rm(script);
}
