/** Hosts that are named of a group. */
const NAMED = 10;
/** Groups that are told apart: where every host is one of its own, no list of groups helps. */
export const MOST_GROUPS = 100;

/** Hosts that are alike in `What`; memory is bounded by the groups, whatever the number of hosts. */
export class HostGroups<What> {
  readonly #groups = new Map<string, What & { hosts: number; names: string[] }>();
  #others = 0;

  /** Hosts of one key are alike; the first one's `what` is kept. */
  add(host: string, key: string, what: () => What): void {
    const known = this.#groups.get(key);
    if (known !== undefined) {
      known.hosts++;
      if (known.names.length < NAMED) known.names.push(host);
    } else if (this.#groups.size >= MOST_GROUPS) this.#others++;
    else this.#groups.set(key, { ...what(), hosts: 1, names: [host] });
  }

  /** The largest first. */
  list(): readonly (What & { readonly hosts: number; readonly names: readonly string[] })[] {
    return [...this.#groups.values()].toSorted((one, other) => other.hosts - one.hosts);
  }

  /** Hosts that are in no group, as there were too many. */
  get others(): number {
    return this.#others;
  }
}
