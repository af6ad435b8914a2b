import { sha256 } from '../alignment/sha256';
import { canonicalJson } from '../model/plan/canonical-json';
import type { StoredHosts } from '../model/run';

/** How a step's input names the hosts of a run: thousands of them would not fit, so it says where `buildPlan` stores them. */
export function selectHosts(
  hosts: readonly string[] | null,
): (StoredHosts & { readonly [key: string]: string | number }) | null {
  return hosts === null ? null : { sha256: sha256(canonicalJson(hosts)), count: hosts.length };
}
