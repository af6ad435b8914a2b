import { NO_CHANGES } from './changes';
import { call, commandOf, LIFTED, only, said, without } from './call';
import { readHistory } from './history';
import { readLockHolder } from './lock-holder';
import { packageOf } from './package';
import type { PackageManager, Shell, Upgrade } from './package-manager';
import { readShellTest, TEST } from './shell';
import { readTransactionTable } from './transaction-table';

const PIDS = ['/var/cache/dnf/metadata_lock.pid', '/var/cache/dnf/download_lock.pid', '/var/lib/dnf/rpmdb_lock.pid'];

/** The dnf of CentOS 7 skips packages with broken dependencies unless it is told to take the best or nothing; a host's dnf.conf may have it do so, too. */
const EXACT = ['--setopt=best=1', '--setopt=strict=1'];

/** By itself dnf takes what it read in this very second for what is there now. */
function dnf(...words: readonly (string | readonly string[])[]): string[] {
  return commandOf('dnf', '--refresh', ...words);
}

function upgrade({ repository, signed, excluded }: Upgrade, ...options: readonly string[]): string[] {
  return dnf(EXACT, options, only(repository, { signed }), without(excluded), 'upgrade');
}

function shell({ repository, signed, excluded, file }: Shell, ...options: readonly string[]): string[] {
  const always = ['-y', ...EXACT, '--setopt=keepcache=1'];
  return dnf(always, options, only(repository, { signed }), without(excluded), 'shell', file);
}

/** dnf 4, where a host has it. */
export const DNF: PackageManager = {
  name: 'dnf',
  readAvailable: async (machine, repository, exclusions = 'honoured') => {
    const lifted = exclusions === 'lifted' ? LIFTED : [];
    const format = '%{name} %{epoch}:%{version}-%{release} %{arch}';
    const argv = dnf('-q', lifted, only(repository), 'repoquery', '--qf', format);
    const { stdout } = await call(machine, argv);
    return stdout
      .split('\n')
      .map((line) => line.split(' '))
      .flatMap(([name = '', evr = '', arch = '', ...more]) =>
        arch === '' || more.length > 0 ? [] : [packageOf(name, evr, arch)],
      );
  },
  tryUpgrade: async (machine, wanted) => {
    const result = await call(machine, upgrade(wanted, '--assumeno'), [0, 1]);
    const declined = result.exitCode === 0 || /Operation aborted/.test(result.stdout + result.stderr);
    return declined
      ? { problem: undefined, changes: readTransactionTable(result.stdout) }
      : { problem: said(result), changes: NO_CHANGES };
  },
  fetchCommand: (wanted) => [...upgrade(wanted, '-y'), '--downloadonly'],
  upgradeCommand: (wanted) => upgrade(wanted, '-y'),
  tryShell: async (machine, wanted) => readShellTest(await call(machine, shell(wanted, TEST), [0, 1])),
  shellCommand: (wanted) => shell(wanted),
  wayBackCommand: (repository, file) => dnf('-y', EXACT, '--setopt=obsoletes=0', only(repository), 'shell', file),
  readLastTransaction: async (machine) => {
    const { stdout } = await call(machine, dnf('-q', 'history', 'list'));
    return Math.max(0, ...readHistory(stdout).map(({ id }) => id));
  },
  readUnfinished: async (machine) => {
    const { stdout } = await call(machine, dnf('-q', 'history', 'list'));
    const [newest] = readHistory(stdout);
    return newest?.aborted === true ? `transaction ${newest.id} of \`dnf history\`` : undefined;
  },
  readLockHolder: (machine) => readLockHolder(machine, PIDS),
};
