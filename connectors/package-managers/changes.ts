import { mayBeTwice, nameAndArch, nevraOf, type Package } from './package';

/** What a transaction would do. */
export interface Changes {
  /** Packages that come, also those that take another one's place. */
  readonly installed: readonly Package[];
  /** The new versions of packages that are there. */
  readonly updated: readonly Package[];
  readonly removed: readonly Package[];
  /** Packages that go because another one obsoletes them. */
  readonly replaced: readonly { readonly gone: Package; readonly by: Package }[];
  /** Packages that would be left as they are because something that they need is not there. */
  readonly skipped: readonly Package[];
}

export const NO_CHANGES: Changes = { installed: [], updated: [], removed: [], replaced: [], skipped: [] };

/** The packages that a host has after the changes and has not before. */
export function incoming({ installed, updated }: Changes): readonly Package[] {
  return [...installed, ...updated];
}

/** Which of the installed packages are gone after the changes. */
export function outgoing({ updated, removed, replaced }: Changes, installed: readonly Package[]): readonly Package[] {
  const older = new Set(updated.filter((one) => !mayBeTwice(one)).map(nameAndArch));
  const gone = new Set([...removed, ...replaced.map((one) => one.gone)].map(nevraOf));
  return installed.filter((one) => older.has(nameAndArch(one)) || gone.has(nevraOf(one)));
}
