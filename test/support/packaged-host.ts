import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { steinLayer } from '../../lab/layers/stein';
import { installYum } from '../../lab/compute/install-yum';
import { libertyHostLayer } from '../../lab/compute/layer';
import { closeRoot, mountDevices, openRoot } from '../../lab/scratch/root';
import type { RemoteMachine } from '../../model/remote-command';
import { commandFailed } from '../../connectors/ssh/machine-error';
import { runAlone } from './run-alone';

/** No systemd runs there: what would be a unit is run at once, and no unit is there but libvirtd's. */
const STAND_INS: Readonly<Record<string, string>> = {
  'systemd-run': '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n',
  systemctl: `#!/bin/sh
case "$*" in
is-active*) echo inactive; exit 3 ;;
*,KillMode,*libvirtd.service) printf 'LoadState=loaded\\nActiveState=active\\nKillMode=process\\nMainPID=0\\n' ;;
esac
`,
  'ovs-vsctl': '#!/bin/sh\nprintf "br-int\\nbr-vlan\\n"\n',
};

export interface PackagedHost extends RemoteMachine {
  /** Where its file system is mounted. */
  readonly root: string;
  close(): Promise<void>;
}

/**
 * A hypervisor of Liberty that is not booted, with its rpms, the repositories of both releases and a real dnf, or the lab's stand-in for yum
 * over it. Processes of two commands never meet.
 */
export async function openPackagedHost(manager: 'dnf' | 'yum'): Promise<PackagedHost> {
  const name = `packages-${manager}`;
  const root = await openRoot(name, [steinLayer, libertyHostLayer]);
  if (manager === 'yum') await installYum(root);
  const repositories = join(root, 'etc/yum.repos.d/stackleap.repo');
  const text = await readFile(repositories, 'utf8');
  await writeFile(repositories, text.replaceAll(/http:\/\/[^/]+/g, 'file:///srv/repo'));
  for (const [program, script] of Object.entries(STAND_INS))
    await writeFile(join(root, 'usr/local/bin', program), script, { mode: 0o755 });
  await mountDevices(root);
  const path = (file: string): string => join(root, file);
  // Only one command at a time may have the root.
  let before: Promise<unknown> = Promise.resolve();
  const alone = (...args: Parameters<typeof runAlone>): ReturnType<typeof runAlone> => {
    const ended = before.then(() => runAlone(...args));
    before = ended.catch(() => undefined);
    return ended;
  };
  return {
    name: 'compute3',
    root,
    run: async (argv, { accept = [0], input } = {}) => {
      const ended = await alone(root, argv, input);
      const result = { ...ended, machine: 'compute3', command: argv.join(' '), durationMs: 0 };
      if (accept !== 'any' && !accept.includes(ended.exitCode)) throw commandFailed(result);
      return result;
    },
    readFile: (file) => readFile(path(file), 'utf8').catch(() => undefined),
    writeFile: async (file, content) => {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), content);
    },
    close: () => closeRoot(name),
  };
}
