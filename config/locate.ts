import { isMap, isScalar, type LineCounter, type Document, type Node, type ParsedNode } from 'yaml';
import type { Issue } from './consistency';

/** Line and column of an issue: of the value, or of the nearest thing around it that is in the file. */
export function locate(document: Document.Parsed, lines: LineCounter, path: Issue['path']): string {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return `${line}:${col}`;
  }
  return '1:1';
}

function offsetOf(document: Document.Parsed, path: Issue['path']): number | undefined {
  const last = path.at(-1);
  const parent = path.length === 0 ? undefined : nodeAt(document, path.slice(0, -1));
  // A key's own place says more than that of its value, which may begin on the next line.
  if (parent !== undefined && isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
    return (pair?.key as ParsedNode | undefined)?.range[0];
  }
  return nodeAt(document, path)?.range?.[0];
}

function nodeAt(document: Document.Parsed, path: Issue['path']): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return node === null ? undefined : (node as Node | undefined);
}
