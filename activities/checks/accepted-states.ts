import type { Look } from './compare';

/** What Nova's API answers of a server by which `guests.accept` may call it. */
export interface Named {
  readonly id: string;
  readonly host: string;
  /** The name of its domain; '' where the API does not tell it. */
  readonly domain: string;
}

/** What of the old servers is compared, and what was accepted instead, one sentence each. */
export interface AcceptedStates {
  readonly before: ReadonlyMap<string, Look>;
  readonly accepted: readonly string[];
}

/**
 * A guest may shut itself down while a roll-out runs, or crash: of servers that `accept` names, or whose host it names, the status may
 * be another one. Nothing else of them may.
 */
export function acceptStates(
  before: ReadonlyMap<string, Look>,
  after: ReadonlyMap<string, Look>,
  servers: readonly Named[],
  accept: readonly string[],
): AcceptedStates {
  const names = new Set(accept);
  const mayChange = new Set(
    servers.filter(({ id, host, domain }) => [id, host, domain].some((name) => names.has(name))).map(({ id }) => id),
  );
  const accepted: string[] = [];
  const compared = [...before].map(([id, look]): readonly [string, Look] => {
    const status = after.get(id)?.['status'];
    if (!mayChange.has(id) || status === undefined || status === look['status']) return [id, look];
    accepted.push(`server ${id} was ${look['status']} and is ${status}`);
    return [id, { ...look, status }];
  });
  return { before: new Map(compared), accepted };
}
