import type { ClusterDefinition } from '../model/cluster';
import { canonicalJson } from '../model/plan/canonical-json';
import { sha256 } from './sha256';

/** A digest of all that the definition says about the alignment: a plan that was kept must not be carried out under another. */
export function choicesDigest({ alignment, volumes, source, target, releases }: ClusterDefinition): string {
  const said = { alignment, volumes, releases, source: source.databases, target: target.databases, cell: target.cell };
  return sha256(canonicalJson(said));
}
