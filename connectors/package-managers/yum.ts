import { commandFailed } from '../ssh/machine-error';
import { NO_CHANGES } from './changes';
import { call, commandOf, LIFTED, only, said, without } from './call';
import { readHistory } from './history';
import { readLockHolder } from './lock-holder';
import { packageOf, type Package } from './package';
import type { PackageManager, Shell, Upgrade } from './package-manager';
import { repositoryIds } from './repository-ids';
import { readShellTest, TEST } from './shell';
import { readTransactionTable } from './transaction-table';

const PIDS = ['/var/run/yum.pid'];

/** A host's yum.conf may have it skip what is broken, pass by what obsoletes, or throw away what was fetched. */
const DEFAULTS = ['--setopt=skip_broken=0', '--setopt=obsoletes=1', '--setopt=keepcache=1'];

function update({ repository, signed, excluded }: Upgrade, ...options: readonly string[]): string[] {
  return commandOf('yum', '-y', DEFAULTS, options, only(repository, { signed }), without(excluded), 'update');
}

function shell({ repository, signed, excluded, file }: Shell, ...options: readonly string[]): string[] {
  const always = ['-y', ...DEFAULTS, '--setopt=shell_exit_status=?'];
  return commandOf('yum', always, options, only(repository, { signed }), without(excluded), 'shell', file);
}

/** `yum list` breaks its lines at 80 columns, so words are read and not lines: name.arch, version, repository. */
function readList(stdout: string): readonly Package[] {
  const [, list = ''] = stdout.split(/^Available Packages$/m);
  const words = list.split(/\s+/).filter((word) => word !== '');
  return Array.from({ length: Math.floor(words.length / 3) }, (_, i) => words.slice(3 * i)).flatMap(
    ([whole = '', evr = '']) => {
      const [, name, arch] = /^(.+)\.([^.]+)$/.exec(whole) ?? [];
      return name === undefined || arch === undefined ? [] : [packageOf(name, evr, arch)];
    },
  );
}

/** Files that yum keeps of each transaction until it is through. */
const UNFINISHED = 'ls -d /var/lib/yum/transaction-all.* 2>/dev/null | grep -v disabled | head -n 1';

/** yum 3.4.3, as on CentOS 7. A declined dry run ends with 1 there as any error does, so a real one is tested by rpm instead. */
export const YUM: PackageManager = {
  name: 'yum',
  readAvailable: async (machine, repository, exclusions = 'honoured') => {
    const lifted =
      exclusions === 'lifted'
        ? [...LIFTED, ...repositoryIds(repository).map((id) => `--setopt=${id}.includepkgs=`)]
        : [];
    const argv = commandOf('yum', '-q', lifted, only(repository), '--showduplicates', 'list', 'available');
    const result = await call(machine, argv, [0, 1]);
    if (result.exitCode === 0) return readList(result.stdout);
    if (/No matching Packages to list/.test(result.stdout + result.stderr)) return [];
    throw commandFailed(result);
  },
  tryUpgrade: async (machine, wanted) => {
    const result = await call(machine, update(wanted, TEST), [0, 1]);
    return result.exitCode === 0
      ? { problem: undefined, changes: readTransactionTable(result.stdout) }
      : { problem: said(result), changes: NO_CHANGES };
  },
  fetchCommand: (wanted) => update(wanted, '--downloadonly'),
  upgradeCommand: (wanted) => update(wanted),
  tryShell: async (machine, wanted) => readShellTest(await call(machine, shell(wanted, TEST), [0, 1])),
  shellCommand: (wanted) => shell(wanted),
  wayBackCommand: (repository, file) =>
    commandOf(
      'yum',
      '-y',
      ...['--setopt=obsoletes=0', '--setopt=skip_broken=0', '--setopt=keepcache=1', '--setopt=shell_exit_status=?'],
      only(repository),
      'shell',
      file,
    ),
  readLastTransaction: async (machine) => {
    const { stdout } = await call(machine, commandOf('yum', '-q', 'history', 'list'), [0, 1]);
    return Math.max(0, ...readHistory(stdout).map(({ id }) => id));
  },
  readUnfinished: async (machine) => {
    const { stdout } = await machine.run(['sh', '-c', UNFINISHED], { accept: 'any' });
    const [file = ''] = stdout.split('\n');
    return file === '' || !file.startsWith('/') ? undefined : file;
  },
  readLockHolder: (machine) => readLockHolder(machine, PIDS),
};
