import type { RemoteMachine } from '../../model/remote-command';
import type { Changes } from './changes';
import type { LockHolder } from './lock-holder';
import type { Package } from './package';

/** An upgrade of all installed packages to one repository. */
export interface Upgrade {
  /** Its id, or several with commas; no other repository is looked at. */
  readonly repository: string;
  /** Whether packages without a good signature are refused. */
  readonly signed: boolean;
  /** Names of packages that stay as they are. */
  readonly excluded: readonly string[];
}

/** A transaction by a file of lines, as `moduleScript` makes them. */
export interface Shell extends Upgrade {
  /** On the host. */
  readonly file: string;
}

/** How an upgrade would go. */
export interface DryRun {
  /** What stands in the way, in the manager's words; undefined when nothing does. */
  readonly problem: string | undefined;
  /** Empty where there is a problem or nothing to do. */
  readonly changes: Changes;
}

/**
 * What installs packages on a host. Its commands answer in English whatever the host's language, ask for fresh lists of packages, and end
 * at once with exit code 200 when another process installs packages: who calls them decides how long to wait.
 */
export interface PackageManager {
  readonly name: 'dnf' | 'yum';
  /**
   * All packages of a repository, every version. `lifted`: also those that the host's own configuration hides, by an exclusion or a locked
   * version.
   */
  readAvailable(
    machine: RemoteMachine,
    repository: string,
    exclusions?: 'honoured' | 'lifted',
  ): Promise<readonly Package[]>;
  /** Tries the upgrade without carrying it out. It may fetch packages into the host's cache; nothing else changes. */
  tryUpgrade(machine: RemoteMachine, upgrade: Upgrade): Promise<DryRun>;
  /** Fetches what the upgrade needs, so that the swap itself does not wait for the network. */
  fetchCommand(upgrade: Upgrade): readonly string[];
  /** Brings every installed package to its version in the repository, in one transaction. */
  upgradeCommand(upgrade: Upgrade): readonly string[];
  /** Tries a file of lines without carrying it out: rpm itself tests the transaction. It may fetch packages. */
  tryShell(machine: RemoteMachine, shell: Shell): Promise<DryRun>;
  /** Carries it out in one transaction. It may end well over an error: what came has to be looked at. */
  shellCommand(shell: Shell): readonly string[];
  /** Carries out a file of lines as `wayBackScript` makes them, with packages of this repository. */
  wayBackCommand(repository: string, file: string): readonly string[];
  /** The number of its latest transaction; 0 when it has none. */
  readLastTransaction(machine: RemoteMachine): Promise<number>;
  /** What says that a transaction broke off and was never completed; undefined when none did. */
  readUnfinished(machine: RemoteMachine): Promise<string | undefined>;
  /** Who keeps it from working now; undefined when nobody does. */
  readLockHolder(machine: RemoteMachine): Promise<LockHolder | undefined>;
}
