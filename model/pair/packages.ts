/** Packages of a hypervisor by name, without version, as the repository of the new release has them. */
export interface HostPackages {
  /** The new release is not complete without these; `preflight` looks for each in the target's repository. */
  readonly required: readonly string[];
  /** Left at the old release: they can only be changed with a restart of the data path. */
  readonly excluded: readonly string[];
}
