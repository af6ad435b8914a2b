import { chmod, copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { computeAssets } from './recipes';

/** Gives a root the stand-in for yum, which calls dnf by another name; a command `dnf` is there no more. */
export async function installYum(root: string): Promise<void> {
  const yum = join(root, 'usr/bin/yum');
  await copyFile(join(computeAssets(), 'yum', 'yum'), yum);
  await chmod(yum, 0o755);
  await rm(join(root, 'usr/bin/dnf'), { force: true });
}
