import { sh, type ShellResult } from '../../lab/shell';

/** As a shell of a host that an operator in Beijing has set up. */
const ENVIRONMENT = ['HOME=/root', 'LANG=zh_CN.UTF-8', 'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];

/** Process 1 is another than the command: a lock that names process 1 is not the command's own. */
const BESIDE_AN_INIT = ['sh', '-c', '"$@"; exit $?', 'init'];

/**
 * Runs an argument vector in a root that has devices, alone: it sees no process but its own, no network, and what it leaves running ends
 * with it. As systemd-nspawn does it, for a twentieth of the time.
 */
export function runAlone(root: string, argv: readonly string[], input?: string): Promise<ShellResult> {
  const apart = ['unshare', '--mount', '--pid', '--net', '--ipc', '--fork', '--kill-child'];
  return sh([...apart, `--root=${root}`, '--mount-proc', ...BESIDE_AN_INIT, 'env', '-i', ...ENVIRONMENT, ...argv], {
    accept: 'any',
    ...(input === undefined ? {} : { input }),
  });
}
