import type { RemoteMachine } from '../../model/remote-command';
import { DNF } from './dnf';
import type { PackageManager } from './package-manager';
import { YUM } from './yum';

async function has(machine: RemoteMachine, program: string): Promise<boolean> {
  const { exitCode } = await machine.run(['sh', '-c', 'command -v "$1"', 'sh', program], { accept: 'any' });
  return exitCode === 0;
}

/**
 * What installs packages on a host: yum where the definition says so or where there is no dnf, else dnf. Undefined where neither the one
 * nor the other is there.
 */
export async function detectPackageManager(
  machine: RemoteMachine,
  preferred: PackageManager['name'],
): Promise<PackageManager | undefined> {
  if (preferred === 'dnf' && (await has(machine, 'dnf'))) return DNF;
  return (await has(machine, 'yum')) ? YUM : undefined;
}
