import { type Document, isScalar, visit } from 'yaml';

/** A key that stands twice in one map, and its offset in the text. */
export interface RepeatedKey {
  readonly offset: number;
  readonly message: string;
}

/** Keys that stand twice in one map: the parser's own look compares every key with every other one of its map. */
export function repeatedKeys(document: Document.Parsed): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          found.push({ offset: key.range?.[0] ?? 0, message: `the key ${String(key.value)} is given twice` });
        seen.add(key.value);
      }
    },
  });
  return found;
}
