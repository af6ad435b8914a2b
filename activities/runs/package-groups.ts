import type { JsonObject } from '../../model/json';
import type { PackageGroup } from '../../model/report/package-group';
import { sha256 } from '../../alignment/sha256';
import { HostGroups } from './groups/host-groups';

/** Packages that are listed of a group. */
const MOST_PACKAGES = 1_000;

/** Hosts whose packages changed in the same way. */
export class PackageGroups {
  readonly #groups = new HostGroups<Pick<PackageGroup, 'removed' | 'added'>>();

  add({ name, before, after }: JsonObject): void {
    const [old, now] = [texts(before), texts(after)];
    const removed = without(old, now);
    const added = without(now, old);
    this.#groups.add(name as string, sha256(JSON.stringify([removed, added])), () => ({
      removed: removed.slice(0, MOST_PACKAGES),
      added: added.slice(0, MOST_PACKAGES),
    }));
  }

  list(): readonly PackageGroup[] {
    return this.#groups.list();
  }

  get others(): number {
    return this.#groups.others;
  }
}

function texts(value: JsonObject[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function without(packages: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return packages.filter((one) => !known.has(one)).toSorted();
}
