import { z } from 'zod';
import type { RemoteMachine } from '../../../model/remote-command';

/** A file as it was before a step: all that brings it back byte for byte. A link is followed: what is kept is the file behind it. */
export const savedFileSchema = z.object({
  path: z.string(),
  /** Base64 of the content; null when there was no file. */
  content: z.string().nullable(),
  /** `<octal mode> <owner>:<group>`; '' when there was no file. */
  access: z.string(),
  /** Its SELinux context; absent where it has none. */
  context: z.string().exactOptional(),
});

export type SavedFile = Readonly<z.output<typeof savedFileSchema>>;

const SAVE = `set -e
[ -e "$1" ] || exit 0
stat -Lc '%a %U:%G' -- "$1"
base64 -w0 -- "$1"; echo
label=$(stat -Lc %C -- "$1" 2>/dev/null || :)
[ "$label" = '?' ] || echo "$label"`;

/** Beside the file, not in /tmp: a rename is atomic, and the new file gets the folder's context. A link stays what it is. */
const RESTORE = `set -e
file=$(readlink -f -- "$1")
temporary=$file.stackleap
trap 'rm -f -- "$temporary"' EXIT
base64 -d >"$temporary"; chmod -- "$2" "$temporary"; chown -- "$3" "$temporary"
if [ -n "$4" ]; then chcon -- "$4" "$temporary"
elif [ -e "$file" ]; then chcon --reference="$file" -- "$temporary" 2>/dev/null || :
fi
mv -fT -- "$temporary" "$file"`;

const REMOVE = `file=$(readlink -f -- "$1") || exit 0
exec rm -f -- "$file"`;

/** What restores the file later. A folder, or a link that leads nowhere, is an error of the machine's. */
export async function saveFile(machine: RemoteMachine, path: string): Promise<SavedFile> {
  const { stdout } = await machine.run(['sh', '-c', SAVE, 'sh', path]);
  if (stdout === '') return { path, content: null, access: '' };
  const [access = '', content = '', context = ''] = stdout.split('\n');
  return { path, content, access, ...(context === '' ? {} : { context }) };
}

/** Brings the file back as it was; removes it when there was none. One that is as it was is not touched. */
export async function restoreFile(machine: RemoteMachine, file: SavedFile): Promise<void> {
  const { path, content, access, context = '' } = file;
  const now = await saveFile(machine, path);
  if (now.content === content && now.access === access && (context === '' || now.context === context)) return;
  if (content === null) {
    await machine.run(['sh', '-c', REMOVE, 'sh', path]);
    return;
  }
  const [mode = '', owner = ''] = access.split(' ');
  await machine.run(['sh', '-c', RESTORE, 'sh', path, mode, owner, context], { input: content });
}
