import type { StepInput } from '../../model/run';

/** What of one object is compared; every value as a text that an operator can read. */
export type Look = Readonly<Record<string, string>>;

/** What a check of a list is given. */
export interface ListInput extends StepInput {
  /** While the APIs are closed so many objects are asked for at most: rows have been compared already. Not there: all. */
  readonly most?: number;
}

/** Those of the old objects that are compared: all, or, where the APIs were not asked for all, those that they have listed. */
export function comparedOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, unknown>,
  { most }: Pick<ListInput, 'most'>,
): ReadonlyMap<string, T> {
  if (most === undefined || after.size < most) return before;
  return new Map([...before].filter(([id]) => after.has(id)));
}

/** Names every object that is missing, is new, or looks different; `kind` is the word for one of them. */
export function problemsOf(
  kind: string,
  before: ReadonlyMap<string, Look>,
  after: ReadonlyMap<string, Look>,
): readonly string[] {
  const lost = [...before].flatMap(([id, look]) => {
    const now = after.get(id);
    if (now === undefined) return [`${kind} ${id} is missing`];
    return Object.entries(look)
      .filter(([field, value]) => now[field] !== value)
      .map(([field, value]) => `${kind} ${id}: ${field} was '${value}' and is '${now[field] ?? ''}'`);
  });
  const added = [...after.keys()].filter((id) => !before.has(id)).map((id) => `${kind} ${id} is new`);
  return [...lost, ...added];
}
