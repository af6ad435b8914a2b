import type { RemoteMachine } from '../../../model/remote-command';

/** How a daemon finds its running guests again: one file each, which a newer libvirt may write so that an older cannot read it. */
const STATUS = '/run/libvirt/qemu';
const SAVED = '/var/lib/stackleap/libvirt';

const SAVE = `set -eu
rm -rf -- "$2.new"; mkdir -p -m 700 -- "$2.new"
find "$1" -maxdepth 1 -type f -name '*.xml' -exec cp -p -t "$2.new" -- {} + 2>/dev/null || [ ! -d "$1" ]
rm -rf -- "$2"; mv -T -- "$2.new" "$2"`;

const RESTORE = `set -eu
from=$1 to=$2; shift 2
for name; do
  [ -e "$from/$name.xml" ] || { echo "$name"; continue; }
  cp -p -- "$from/$name.xml" "$to/$name.xml"
done`;

/** Keeps them on the host. */
export async function saveStatusFiles(machine: RemoteMachine): Promise<void> {
  await machine.run(['sh', '-c', SAVE, 'sh', STATUS, SAVED]);
}

/** Puts those of these domains back; answers the names of those of which none was kept. */
export async function restoreStatusFiles(machine: RemoteMachine, names: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await machine.run(['sh', '-c', RESTORE, 'sh', SAVED, STATUS, ...names]);
  return stdout.split('\n').filter((name) => name !== '');
}

export async function forgetStatusFiles(machine: RemoteMachine): Promise<void> {
  await machine.run(['rm', '-rf', '--', SAVED]);
}
