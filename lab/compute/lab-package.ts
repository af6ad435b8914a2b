/** The two releases whose rpms the lab has. */
export type RpmRelease = 'liberty' | 'stein';

/** A systemd unit of a package, and what the package's scriptlets do to it. */
export interface PackageUnit {
  readonly name: string;
  /**
   * What an upgrade does to the running unit: `postun` tries a restart in %postun of the outgoing package (RDO's
   * %systemd_postun_with_restart), `nothing` only reloads systemd. Other ways stand in rpm/scriptlets.
   */
  readonly onUpgrade: 'postun' | 'nothing';
}

export interface LabPackage {
  readonly name: string;
  /** Its name in Stein when RDO renamed it; it then obsoletes and provides the old name. */
  readonly steinName?: string;
  /** `[epoch:]version-release`; absent when the release does not have the package. */
  readonly liberty?: string;
  readonly stein?: string;
  /** Packages of this table that must be there at exactly the same version. */
  readonly exact?: readonly string[];
  /** Packages of this table that must be there at any version. */
  readonly requires?: readonly string[];
  /** What only Stein's package needs besides. */
  readonly steinRequires?: readonly string[];
  readonly units?: readonly PackageUnit[];
  /** Directories that the package owns, with their owner. */
  readonly directories?: Readonly<Record<string, string>>;
}
