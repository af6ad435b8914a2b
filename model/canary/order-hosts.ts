/** What decides which hosts a canary takes. */
interface Candidates {
  /** Those that are not through, in the definition's order. */
  readonly due: readonly string[];
  /** Those that come before all others, in this order. */
  readonly first: readonly string[];
  /** VMs by host; a host that is not there has none. Null: the definition's order counts. */
  readonly guests: ReadonlyMap<string, number> | null;
}

/** The hosts in the order in which canaries take them. */
export function orderHosts({ due, first, guests }: Candidates): readonly string[] {
  const [open, early] = [new Set(due), new Set(first)];
  const rest = due.filter((host) => !early.has(host));
  const load = (host: string): number => guests?.get(host) ?? 0;
  return [...first.filter((host) => open.has(host)), ...rest.toSorted((one, other) => load(one) - load(other))];
}
