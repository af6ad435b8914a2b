import type { Plan } from '../model/plan/plan';
import { canonicalJson, sha256 } from './canonical';

/** The plan's digest: what an operator has read by `stackleap plan` is what `plan: <digest>` executes. */
export function planDigest(plan: Plan): string {
  return sha256(canonicalJson(plan));
}
