import type { KnownVersion } from '../../../model/pair/versions';
import { isAtLeast } from '../libvirt/versions';

/** Where a version stands between two releases; `absent`: there is none. */
export type Standing = 'absent' | 'old' | 'new' | 'between';

/** Of a version of numbers and dots. */
export function standingOf(version: string, { from, to }: Pick<KnownVersion, 'from' | 'to'>): Standing {
  if (version === '') return 'absent';
  if (isAtLeast(version, to)) return 'new';
  // 0.94.5.11 is a build of 0.94.5
  const same = version.split('.').slice(0, from.split('.').length).join('.');
  return isAtLeast(from, same) ? 'old' : 'between';
}
