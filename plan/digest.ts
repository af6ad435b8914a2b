import type { Plan } from '../model/plan/plan';
import { canonicalJson } from '../model/plan/canonical-json';
import { sha256 } from '../alignment/sha256';

/** The plan's digest: what an operator has read by `stackleap plan` is what `plan: <digest>` executes. */
export function planDigest(plan: Plan): string {
  return sha256(canonicalJson(plan));
}
