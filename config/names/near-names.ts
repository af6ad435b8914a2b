import { distance } from 'fastest-levenshtein';

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

/** A hint for the end of an error that lists what there is; '' where nothing is near. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const near = nearNames(wanted, names);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
}
