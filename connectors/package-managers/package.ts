/** A package in one version, as rpm knows it. */
export interface Package {
  readonly name: string;
  /** `version-release`, with `epoch:` before it where there is one other than 0. */
  readonly evr: string;
  readonly arch: string;
}

/** A package from its parts as tools print them: some write an epoch of 0, others leave it out. */
export function packageOf(name: string, evr: string, arch: string): Package {
  return { name, evr: evr.replace(/^0:/, ''), arch };
}

/** Reads `name-[epoch:]version-release.arch`; undefined when it is something else. */
export function parsePackage(text: string): Package | undefined {
  const [, name, evr, arch] = /^(\S+)-([^-\s]+-[^-\s]+)\.([^.\s-]+)$/.exec(text) ?? [];
  return name === undefined || evr === undefined || arch === undefined ? undefined : packageOf(name, evr, arch);
}

/** `name-[epoch:]version-release.arch`: all package managers take it for this very package. */
export function nevraOf({ name, evr, arch }: Package): string {
  return `${name}-${evr}.${arch}`;
}

/** What two versions of the same package have in common. */
export function nameAndArch({ name, arch }: Package): string {
  return `${name}.${arch}`;
}

/** The packages of a list from `rpm -qa`. Imported keys stand there, too: those are no packages, and are left out. */
export function packagesIn(list: readonly string[]): readonly Package[] {
  return list.flatMap((text) => parsePackage(text) ?? []).filter(({ name }) => name !== 'gpg-pubkey');
}

/** Kernels and their modules are installed beside one another; of anything else two versions are a broken transaction. */
export function mayBeTwice({ name }: Package): boolean {
  return /^(kernel|kmod)(-|$)/.test(name);
}
