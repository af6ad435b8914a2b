import type { RemoteMachine } from '../../model/remote-command';

/** dnf can be silent for minutes while it fetches or runs scriptlets. */
const QUIET_MS = 600_000;

function only(repository: string): string[] {
  return ['--disablerepo=*', `--enablerepo=${repository}`];
}

/** Installed packages as `rpm -qa` names them, sorted. */
export async function readInstalled(machine: RemoteMachine): Promise<readonly string[]> {
  const { stdout } = await machine.run([
    'rpm',
    '-qa',
    '--qf',
    '%{NAME}-%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}.%{ARCH}\\n',
  ]);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

/** The names of all packages of a repository. */
export async function readAvailable(machine: RemoteMachine, repository: string): Promise<ReadonlySet<string>> {
  const { stdout } = await machine.run(['dnf', '-q', ...only(repository), 'repoquery', '--qf', '%{name}'], {
    quietMs: QUIET_MS,
  });
  return new Set(stdout.split('\n'));
}

/** The number of dnf's latest transaction; 0 when it has none. */
export async function readLastTransaction(machine: RemoteMachine): Promise<number> {
  const { stdout } = await machine.run(['dnf', '-q', 'history', 'list'], { quietMs: QUIET_MS });
  const numbers = stdout.split('\n').map((line) => Number(line.split('|')[0]));
  return Math.max(0, ...numbers.filter(Number.isInteger));
}

/** Brings every installed package to its version in the repository, in one transaction. */
export function upgradeCommand(repository: string, excluded: readonly string[]): string[] {
  return ['dnf', '-q', '-y', ...only(repository), ...excluded.map((name) => `--exclude=${name}`), 'upgrade'];
}

/** Says what stands in the way of the upgrade, in dnf's words; undefined when nothing does. Changes nothing. */
export async function readUpgradeProblem(
  machine: RemoteMachine,
  repository: string,
  excluded: readonly string[],
): Promise<string | undefined> {
  const command = upgradeCommand(repository, excluded).map((word) => (word === '-y' ? '--assumeno' : word));
  const { exitCode, stdout, stderr } = await machine.run(command, { accept: 'any', quietMs: QUIET_MS });
  const declined = /Operation aborted/.test(stdout + stderr);
  return exitCode === 0 || declined ? undefined : `${stdout}\n${stderr}`.trim().slice(0, 2_000);
}

/** Undoes every transaction after this one; the packages of the old release must be in an enabled repository. */
export function rollbackCommand(transaction: number, repository: string): string[] {
  return ['dnf', '-q', '-y', ...only(repository), 'history', 'rollback', String(transaction)];
}

/** Fetches what the upgrade needs, so that the swap itself does not wait for the network. */
export function fetchCommand(repository: string, excluded: readonly string[]): string[] {
  return [...upgradeCommand(repository, excluded), '--downloadonly'];
}
