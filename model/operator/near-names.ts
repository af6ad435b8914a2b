/** The most signs that may differ, as a part of the name that was meant. */
const FAR = 0.4;

/** Those of `names` that differ least from a name that is none of them, the nearest first. */
export function nearNames(wanted: string, names: readonly string[], most = 3): readonly string[] {
  const reach = Math.max(2, Math.floor(wanted.length * FAR));
  return names
    .filter((name) => Math.abs(name.length - wanted.length) <= reach)
    .map((name) => ({ name, far: distance(wanted, name) }))
    .filter(({ far }) => far <= reach)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ name }) => name);
}

/** How many signs have to be put in, taken out or replaced (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, sign] of Array.from(one).entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (sign === other[j] ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}
