import type { RemoteMachine } from '../../model/remote-command';
import type { Package } from './package';

/** Where yum and dnf are told to hide packages. */
const FILES = ['/etc/yum.conf', '/etc/dnf/dnf.conf', '/etc/yum.repos.d', '/etc/yum', '/etc/dnf/plugins'];

/** Lines with a key that hides, and those of lists of locked versions: `file:line`. */
const LINES = `grep -rEs '^[[:space:]]*(exclude|excludepkgs|includepkgs|priority)[[:space:]]*=' "$@"
grep -rs --include=versionlock.list '^[^#]' "$@"
exit 0`;

/** One line of a host's configuration that hides packages. */
export interface Hiding {
  readonly file: string;
  readonly line: string;
}

/** All lines of a host's configuration that may hide packages. */
export async function readHidings(machine: RemoteMachine): Promise<readonly Hiding[]> {
  const { stdout } = await machine.run(['sh', '-c', LINES, 'sh', ...FILES]);
  return stdout.split('\n').flatMap((text) => {
    const [, file, line] = /^(\/[^:]+):(.+)$/.exec(text) ?? [];
    return file === undefined || line === undefined ? [] : [{ file, line: line.trim() }];
  });
}

/** Whether a word of a line, which may have `*`, `?` and an epoch before it, is about a package. */
function isAbout(word: string, { name, arch }: Package): boolean {
  const pattern = word.replace(/^!?(\d+:)?/, '');
  if (pattern.startsWith(`${name}-`)) return true;
  const glob = new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return glob.test(name) || glob.test(`${name}.${arch}`);
}

/** Those lines that hide one of these packages; all of them when none says so by its name. */
export function hidingsOf(packages: readonly Package[], hidings: readonly Hiding[]): readonly Hiding[] {
  const named = hidings.filter(({ line }) =>
    line
      .replace(/^\w+\s*=/, '')
      .split(/[\s,]+/)
      .some((word) => word !== '' && packages.some((one) => isAbout(word, one))),
  );
  return named.length > 0 ? named : hidings;
}
