import type { JsonObject } from '../../model/json';
import type { PackageGroup } from '../../model/report/package-group';
import { sha256 } from '../../alignment/sha256';

/** Hosts that are named of a group. */
const NAMED = 10;
/** Groups that are told apart: where every host has changes of its own, no list of groups helps. */
export const MOST_GROUPS = 100;
/** Packages that are listed of a group. */
const MOST_PACKAGES = 1_000;

/** Hosts whose packages changed in the same way are one group; memory is bounded by the groups, whatever the number of hosts. */
export class PackageGroups {
  readonly #groups = new Map<string, PackageGroup>();
  #others = 0;

  add({ name, before, after }: JsonObject): void {
    const [old, now] = [texts(before), texts(after)];
    const removed = without(old, now);
    const added = without(now, old);
    const key = sha256(JSON.stringify([removed, added]));
    const known = this.#groups.get(key);
    if (known === undefined && this.#groups.size >= MOST_GROUPS) {
      this.#others++;
      return;
    }
    const { hosts, names } = known ?? { hosts: 0, names: [] };
    this.#groups.set(key, {
      hosts: hosts + 1,
      names: names.length < NAMED ? [...names, name as string] : names,
      removed: known?.removed ?? removed.slice(0, MOST_PACKAGES),
      added: known?.added ?? added.slice(0, MOST_PACKAGES),
    });
  }

  /** The largest first. */
  list(): readonly PackageGroup[] {
    return [...this.#groups.values()].toSorted((one, other) => other.hosts - one.hosts);
  }

  /** Hosts that are in no group, as there were too many. */
  get others(): number {
    return this.#others;
  }
}

function texts(value: JsonObject[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function without(packages: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return packages.filter((one) => !known.has(one)).toSorted();
}
