/** The parts of a hypervisor that are changed one after the other, each in a transaction of its own. */
export const MODULE_NAMES = ['storage', 'libvirt', 'openvswitch', 'network', 'compute'] as const;
export type ModuleName = (typeof MODULE_NAMES)[number];

/** What an operator may add to a module. */
export interface ModuleParts {
  /** Names of installed packages that are updated; one that ends in `*` is a family. `*` alone is all that are left. */
  readonly packages: readonly string[];
  /** Packages that are to come although they were not there. */
  readonly install: readonly string[];
  /** Packages that are to go. */
  readonly remove: readonly string[];
  /** Packages that stay as they are. */
  readonly keep: readonly string[];
  /** Units that nothing may touch while packages are swapped. */
  readonly units: readonly string[];
  /** Commands on the host that end with 0 when the module is through. */
  readonly checks: readonly (readonly string[])[];
}

export interface HostModule extends ModuleParts {
  readonly name: ModuleName;
  /** What its packages' names do not tell, for people. */
  readonly remark?: string;
}

/** What a cluster adds to its release pair's modules. */
export type ModuleChoices = Readonly<Partial<Record<ModuleName, Partial<ModuleParts>>>>;
