import { listFirst } from '../../../model/list-first';
import { failure } from '../../toolbox/failure';
import { sentenceOf, type Changed } from './changes';

/** Those of these objects that no step of ours has made, one sentence each. */
export function foreignOf(kind: string, changed: readonly Changed[], claims: ReadonlySet<string>): readonly string[] {
  return changed.filter(({ wanted }) => !claims.has(wanted.id)).map((one) => sentenceOf(kind, one));
}

/** Fails with `TargetNotClean` where one of them is not ours: that is never changed. */
export function refuseForeign(kind: string, changed: readonly Changed[], claims: ReadonlySet<string>): void {
  const foreign = foreignOf(kind, changed, claims);
  if (foreign.length > 0) throw failure('TargetNotClean', foreignMessage(foreign));
}

export function foreignMessage(foreign: readonly string[]): string {
  return `The new Neutron has objects with the old one's ids that are not ours, and differ: ${listFirst(foreign, '; ')}. Delete them there.`;
}
