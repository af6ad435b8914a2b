import { z } from 'zod';
import type { RemoteMachine } from '../../model/remote-command';

/** A file as it was before a step: all that brings it back byte for byte. */
export const savedFileSchema = z.object({
  path: z.string(),
  /** Base64 of the content; null when there was no file. */
  content: z.string().nullable(),
  /** `<octal mode> <owner>:<group>`; '' when there was no file. */
  access: z.string(),
});

export type SavedFile = Readonly<z.output<typeof savedFileSchema>>;

const SAVE = `[ -e "$1" ] || exit 0; stat -c '%a %U:%G' "$1"; base64 -w0 "$1"`;
const RESTORE = `set -e
temporary=$1.stackleap
trap 'rm -f "$temporary"' EXIT
base64 -d >"$temporary"; chmod "$2" "$temporary"; chown "$3" "$temporary"; mv -f "$temporary" "$1"`;

export async function saveFile(machine: RemoteMachine, path: string): Promise<SavedFile> {
  const { stdout } = await machine.run(['sh', '-c', SAVE, 'sh', path]);
  if (stdout === '') return { path, content: null, access: '' };
  const [access = '', content = ''] = stdout.split('\n');
  return { path, content, access };
}

/** Brings the file back as it was; removes it when there was none. One that is as it was is not touched. */
export async function restoreFile(machine: RemoteMachine, file: SavedFile): Promise<void> {
  const { path, content, access } = file;
  const now = await saveFile(machine, path);
  if (now.content === content && now.access === access) return;
  if (content === null) {
    await machine.run(['rm', '-f', path]);
    return;
  }
  const [mode = '', owner = ''] = access.split(' ');
  await machine.run(['sh', '-c', RESTORE, 'sh', path, mode, owner], { input: content });
}
