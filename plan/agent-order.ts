import type { SharedLoad } from '../model/plan/shared-load';

/** One host's turn. `shares` names what it carries together with the host before it, where no other order was left. */
export interface Turn {
  readonly host: string;
  readonly shares: readonly string[];
}

/**
 * The order in which agents are restarted: canaries first, then the rest as it was given, so that no two hosts in a row carry
 * members of one shared load. `hosts` are those of this run; a canary that is not among them is left out.
 */
export function orderAgents(
  hosts: readonly string[],
  canaries: readonly string[],
  loads: readonly SharedLoad[],
): readonly Turn[] {
  const shared = (one: string | undefined, other: string | undefined): readonly string[] =>
    one === undefined || other === undefined
      ? []
      : loads.filter((load) => load.hosts.includes(one) && load.hosts.includes(other)).map(({ name }) => name);
  const apart = (one: string | undefined, other: string | undefined): boolean => shared(one, other).length === 0;
  const first = canaries.filter((host) => hosts.includes(host));
  const rest = hosts.filter((host) => !canaries.includes(host));
  const order = [first, rest].reduce<readonly string[]>((done, next) => append(done, next, apart), []);
  return order.map((host, i) => ({ host, shares: shared(order[i - 1], host) }));
}

type Apart = (one: string | undefined, other: string | undefined) => boolean;

/** Hosts looked at, at most: an order of many hosts may not be found in a lifetime, and there need not be one. */
const TRIES = 100_000;

/** Appends `next` to `done`, all apart where such an order is found. */
function append(done: readonly string[], next: readonly string[], apart: Apart): readonly string[] {
  const near = spread(done, next, apart);
  if (near.every((host, i) => i < done.length || apart(near[i - 1], host))) return near;
  const found = search(done.at(-1), next, apart);
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
