/** JSON with sorted keys and without spaces: equal values give equal text, whatever order they were built in. */
export function canonicalJson(value: unknown): string {
  if (isSorted(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** Whether plain JSON says the same: a plan of thousands of hosts has a million keys, most of them built in their order. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const [key, item] of Object.entries(value)) {
    if (key < last || !isSorted(item)) return false;
    last = key;
  }
  return true;
}
