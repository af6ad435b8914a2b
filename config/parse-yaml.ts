import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Issue } from './consistency';
import { DefinitionError } from './definition-error';
import { locate } from './locate';
import { repeatedKeys } from './yaml/repeated-keys';

/** Errors that are told of one file. */
const MOST_TOLD = 100;

/**
 * Reads YAML of a schema; `file` is how messages call it, `check` finds what no schema sees.
 * Fails with every error at once, the first hundred of them as `file:line:column: path: what`.
 */
export function parseYaml<T>(
  schema: z.ZodType<T>,
  text: string,
  file: string,
  check: (value: T) => readonly Issue[] = () => [],
): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const broken = [
    ...document.errors.map(({ message, pos: [offset] }) => ({ offset, message })),
    ...repeatedKeys(document),
  ].sort((one, other) => one.offset - other.offset);
  if (broken.length > 0)
    refuse(broken, ({ offset, message }) => {
      const { line, col } = lines.linePos(offset);
      return `${file}:${line}:${col}: ${message}`;
    });
  const at = ({ path, message }: Issue): string => {
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return `${file}:${locate(document, lines, path)}: ${where}${message}`;
  };
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) return refuse(parsed.error.issues.flatMap(issuesOf), at);
  const wrong = check(parsed.data);
  return wrong.length > 0 ? refuse(wrong, at) : parsed.data;
}

function refuse<T>(found: readonly T[], tell: (one: T) => string): never {
  const count = `${found.length} error${found.length === 1 ? '' : 's'}`;
  const told = found.slice(0, MOST_TOLD).map(tell);
  if (found.length > MOST_TOLD) told.push(`and ${found.length - MOST_TOLD} more`);
  throw new DefinitionError('InvalidDefinition', `${count} in the definition:\n${told.join('\n')}`);
}

interface ZodIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function issuesOf({ code, path, message, keys = [] }: ZodIssue): readonly Issue[] {
  const place = path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (code !== 'unrecognized_keys') return [{ path: place, message }];
  return keys.map((key) => ({ path: [...place, key], message: 'unknown key' }));
}
