import type { CommandResult, RemoteMachine } from '../../model/remote-command';
import { REPOSITORIES_FOLDER, repositoryIds } from './repository-ids';

/** A package manager can be silent for minutes while it fetches or runs scriptlets. */
const QUIET_MS = 600_000;

/** Where both managers look by themselves, behind what was delivered: of two repositories of one id the first counts. */
const FOLDERS = [REPOSITORIES_FOLDER, '/etc/yum.repos.d', '/etc/yum/repos.d', '/etc/distro.repos.d'];

/** For every call: what is searched in its words is English, and the lists of packages are those of now. */
const ALWAYS = ['--setopt=metadata_expire=0', '--setopt=exit_on_lock=1', `--setopt=reposdir=${FOLDERS.join(',')}`];

/** The command line of a package manager without a terminal; options apart, since yum passes by those that are glued together. */
export function commandOf(program: string, ...words: readonly (string | readonly string[])[]): string[] {
  return ['env', 'LC_ALL=C', program, ...ALWAYS, ...words.flat()];
}

/**
 * The options that leave these repositories, whatever is enabled on the host; one that does not answer is an error, and not passed by.
 * `signed`: packages without a good signature are refused.
 */
export function only(repository: string, { signed = false }: { readonly signed?: boolean } = {}): string[] {
  const settings = ['skip_if_unavailable=0', ...(signed ? ['gpgcheck=1'] : [])];
  const ids = repositoryIds(repository);
  const each = ids.flatMap((id) => settings.map((setting) => `--setopt=${id}.${setting}`));
  return ['--disablerepo=*', `--enablerepo=${ids.join(',')}`, ...each];
}

/** The options that leave packages as they are. */
export function without(names: readonly string[]): string[] {
  return names.map((name) => `--exclude=${name}`);
}

/** The options that show what the host's configuration hides: exclusions, locked versions and repositories' priorities. */
export const LIFTED: readonly string[] = ['--disableexcludes=all', '--disableplugin=versionlock,priorities'];

/** Runs a package manager's command; rejects with CommandFailed on other exit codes than these. */
export function call(
  machine: RemoteMachine,
  argv: readonly string[],
  accept: readonly number[] = [0],
): Promise<CommandResult> {
  return machine.run(argv, { accept, quietMs: QUIET_MS });
}

/** The end of what a command has said, for a message. */
export function said({ stdout, stderr }: CommandResult): string {
  return `${stdout}\n${stderr}`.trim().slice(-2_000);
}
