/** Packages of a hypervisor by name, without version, as the repository of the new release has them. */
export interface HostPackages {
  /** The new release is not complete without these; `preflight` looks for each in the target's repository. */
  readonly required: readonly string[];
  /** Left at the old release: they can only be changed with a restart of the data path. */
  readonly excluded: readonly string[];
  /**
   * These carry traffic or guests, and their scriptlets stop them when they go: a transaction that would remove one, or let another name
   * take its place, is refused. One that ends in `*` is a family: one of it may take the place of another.
   */
  readonly neverRemoved: readonly string[];
}
