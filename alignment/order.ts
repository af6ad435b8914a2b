import type { TableMapping } from '../model/mapping';

/** Mappings in groups that follow one another: each comes after all that it refers to. Throws on a circle. */
export function inOrder(mappings: readonly TableMapping[]): readonly (readonly TableMapping[])[] {
  const groups: TableMapping[][] = [];
  const placed = new Set<string>();
  let waiting = [...mappings];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ after = [] }) => after.every((name) => placed.has(name) || !names.has(name)));
    if (ready.length === 0) throw new Error(`Mappings refer to one another in a circle: ${[...names].join(', ')}`);
    for (const { name } of ready) placed.add(name);
    groups.push(ready);
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return groups;
}
