/** The first circle that is found from each file or folder, as `a → b → a`. */
export function circles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const through = new Set<string>();
  const visit = (one: string, trail: readonly string[]): void => {
    const at = trail.indexOf(one);
    if (at >= 0) found.push([...trail.slice(at), one].join(' → '));
    if (at >= 0 || through.has(one)) return;
    for (const next of edges.get(one) ?? []) visit(next, [...trail, one]);
    through.add(one);
  };
  for (const one of edges.keys()) visit(one, []);
  return found;
}
