import type { RemoteMachine } from '../../model/remote-command';

/** A process that keeps others from installing packages. */
export interface LockHolder {
  readonly pid: number;
  /** Its command line. */
  readonly command: string;
}

/**
 * The first process that lives of those in the files of pids, else the one that has rpm's own lock: an `rpm -i` by hand writes no pid.
 * A file whose process is gone counts nothing; whoever comes next takes it over.
 */
const LOOK = `say() { [ -n "$1" ] && [ -r "/proc/$1/cmdline" ] && { echo "$1"; tr '\\0' ' ' <"/proc/$1/cmdline"; exit 0; }; }
for file; do [ -r "$file" ] && say "$(tr -dc 0-9 <"$file")"; done
inode=$(stat -c %i /var/lib/rpm/.rpm.lock 2>/dev/null) || exit 0
say "$(awk -v inode="$inode" '$4 == "WRITE" && $6 ~ ":" inode "$" { print $5; exit }' /proc/locks)"
exit 0`;

/** Who holds the lock that these files of pids stand for; undefined when nobody does any more. */
export async function readLockHolder(
  machine: RemoteMachine,
  files: readonly string[],
): Promise<LockHolder | undefined> {
  const { stdout } = await machine.run(['sh', '-c', LOOK, 'sh', ...files]);
  const [pid = '', command = ''] = stdout.split('\n');
  return /^\d+$/.test(pid) ? { pid: Number(pid), command: command.trim() } : undefined;
}

/** Both managers end with this when they are told not to wait for a lock. */
const LOCKED = 200;

/** Whether a command of a package manager ended because somebody else installs packages. */
export function isLockTrouble(exitCode: number, output: string): boolean {
  return exitCode === LOCKED || /can't create transaction lock on/.test(output);
}
