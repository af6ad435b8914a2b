/** What of one object is compared; every value as a text that an operator can read. */
export type Look = Readonly<Record<string, string>>;

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
