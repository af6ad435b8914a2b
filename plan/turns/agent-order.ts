import type { AntiAffinityGroup } from '../../model/plan/anti-affinity-group';

/** One host's turn. `shares` names what it carries together with the host before it, where no other order was left. */
export interface Turn {
  readonly host: string;
  readonly shares: readonly string[];
}

/**
 * The order in which agents are restarted: those of each list in `early` before all that come later, then the rest as it was given, so
 * that no two hosts in a row carry members of one anti-affinity group. `hosts` are those of this run; who is not among them is left out.
 */
export function orderAgents(
  hosts: readonly string[],
  early: readonly (readonly string[])[],
  antiAffinity: readonly AntiAffinityGroup[],
): readonly Turn[] {
  const carried = carriedBy(antiAffinity);
  const shared = (one: string | undefined, other: string | undefined): readonly string[] => {
    const [these, those] = [carried.get(one ?? ''), carried.get(other ?? '')];
    return these === undefined || those === undefined ? [] : [...these].filter((name) => those.has(name));
  };
  const apart = (one: string | undefined, other: string | undefined): boolean => shared(one, other).length === 0;
  const left = new Set(hosts);
  const take = (wanted: readonly string[]): readonly string[] => wanted.filter((host) => left.delete(host));
  const order = [...early, hosts].reduce<readonly string[]>((done, next) => append(done, take(next), apart), []);
  return order.map((host, i) => ({ host, shares: shared(order[i - 1], host) }));
}

/** Host → names of the groups that it carries members of, in the order in which they were given. */
function carriedBy(antiAffinity: readonly AntiAffinityGroup[]): ReadonlyMap<string, ReadonlySet<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { name, hosts } of antiAffinity)
    for (const host of hosts) carried.set(host, (carried.get(host) ?? new Set()).add(name));
  return carried;
}

type Apart = (one: string | undefined, other: string | undefined) => boolean;

/** Hosts looked at, at most: an order of many hosts may not be found in a lifetime, and there need not be one. */
const TRIES = 100_000;
/** Among more hosts none is looked for: each try would take them all in hand. */
const SEARCHED_AT_MOST = 1_000;

/** Appends `next` to `done`, all apart where such an order is found. */
function append(done: readonly string[], next: readonly string[], apart: Apart): readonly string[] {
  const near = spread(done, next, apart);
  if (near.every((host, i) => i < done.length || apart(near[i - 1], host))) return near;
  const found = next.length > SEARCHED_AT_MOST ? undefined : search(done.at(-1), next, apart);
  return found === undefined ? near : [...done, ...found];
}

/** The first order of `next` after a host in which all are apart, hosts given first tried first; undefined when none was found. */
function search(last: string | undefined, next: readonly string[], apart: Apart): readonly string[] | undefined {
  let tries = TRIES;
  const after = (before: string | undefined, waiting: readonly string[]): readonly string[] | undefined => {
    if (waiting.length === 0) return [];
    for (const [i, host] of waiting.entries()) {
      if (tries-- <= 0) return undefined;
      const rest = apart(before, host) ? after(host, waiting.toSpliced(i, 1)) : undefined;
      if (rest !== undefined) return [host, ...rest];
    }
    return undefined;
  };
  return after(last, next);
}

/** Appends `next` to `done`: always the first host that may follow; one for which no place is left between others comes last. */
function spread(done: readonly string[], next: readonly string[], apart: Apart): readonly string[] {
  const order = [...done];
  const waiting = [...next];
  while (waiting.length > 0) {
    const at = waiting.findIndex((host) => apart(order.at(-1), host));
    if (at === -1) break;
    order.push(...waiting.splice(at, 1));
  }
  for (const host of waiting) {
    const places = Array.from({ length: order.length - done.length }, (_, i) => done.length + i);
    const gap = places.find((i) => apart(order[i - 1], host) && apart(host, order[i]));
    order.splice(gap ?? order.length, 0, host);
  }
  return order;
}
