import type { RemoteMachine } from '../../model/remote-command';

type Run = RemoteMachine['run'];

/** Tells "no such file" from every failure of `cat` itself. */
const ABSENT = 44;

const READ = `[ -e "$1" ] || exit ${ABSENT}; exec cat -- "$1"`;

/**
 * A file that is there keeps its owner and, unless `mode` is given, its mode. The size is compared before the rename: when the
 * connection is lost half-way, the shell sees nothing but an early end of its input.
 */
const WRITE = `set -eu
mkdir -p -- "$(dirname -- "$1")"
new=$(mktemp -- "$1.XXXXXX")
trap 'rm -f -- "$new"' EXIT
cat >"$new"
[ "$(wc -c <"$new")" -eq "$3" ] || { echo 'the input was cut off' >&2; exit 1; }
if [ -e "$1" ]; then chown --reference="$1" -- "$new"; chmod --reference="$1" -- "$new"; else chmod 0644 -- "$new"; fi
[ -z "$2" ] || chmod -- "$2" "$new"
mv -fT -- "$new" "$1"
trap - EXIT`;

/** The file's text; undefined when there is none. */
export async function readRemoteFile(run: Run, path: string): Promise<string | undefined> {
  const { exitCode, stdout } = await run(['sh', '-c', READ, 'sh', path], { accept: [0, ABSENT] });
  return exitCode === ABSENT ? undefined : stdout;
}

/** Writes a file atomically; a file that is there keeps its owner, and its mode unless one is given. */
export async function writeRemoteFile(run: Run, path: string, content: string, mode = ''): Promise<void> {
  await run(['sh', '-c', WRITE, 'sh', path, mode, String(Buffer.byteLength(content))], { input: content });
}
