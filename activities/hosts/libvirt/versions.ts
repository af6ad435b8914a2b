import type { RemoteMachine } from '../../../model/remote-command';

/** Of the daemon that runs, and of the qemu that it would start guests with. */
export interface LibvirtVersions {
  readonly libvirt: string;
  readonly qemu: string;
}

/** '' for what libvirt does not say. */
export async function readVersions(machine: RemoteMachine): Promise<LibvirtVersions> {
  const command = ['env', 'LC_ALL=C', 'timeout', '40', 'virsh', '-r', '-c', 'qemu:///system', 'version', '--daemon'];
  const { stdout } = await machine.run(command, { accept: 'any' });
  const after = (words: RegExp): string => words.exec(stdout)?.[1] ?? '';
  return {
    libvirt: after(/^Running against daemon:\s*([\d.]+)/m),
    qemu: after(/^Running hypervisor:\s*\S+\s+([\d.]+)/m),
  };
}

/** Whether a version is another one or newer; both of numbers and dots. */
export function isAtLeast(version: string, least: string): boolean {
  const [is, must] = [version, least].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (const [i, number] of must.entries()) if ((is[i] ?? 0) !== number) return (is[i] ?? 0) > number;
  return true;
}
