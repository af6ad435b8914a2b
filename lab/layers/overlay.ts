import { mkdirSync, readFileSync } from 'node:fs';
import { sh } from '../shell';

/** Mount points at or below a folder, the deepest first. */
export function mountsUnder(folder: string): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replaceAll('\\040', ' '))
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length);
}

/** Unmounts everything at or below a folder. */
export async function unmountAll(folder: string): Promise<void> {
  for (const path of mountsUnder(folder)) await sh(['umount', path], { accept: 'any' });
  for (const path of mountsUnder(folder)) await sh(['umount', '-l', path]);
}

/** Mounts an overlay; `lower` with the lowest folder first. */
export async function mountOverlay(
  target: string,
  lower: readonly string[],
  upper: string,
  work: string,
): Promise<void> {
  for (const folder of [target, upper, work]) mkdirSync(folder, { recursive: true });
  const options = `lowerdir=${lower.toReversed().join(':')},upperdir=${upper},workdir=${work}`;
  await sh(['mount', '-t', 'overlay', 'overlay', '-o', options, target]);
}
