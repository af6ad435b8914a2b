import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Issue } from './consistency';
import { DefinitionError } from './definition-error';
import { locate } from './locate';

/**
 * Reads YAML of a schema; `file` is how messages call it, `check` finds what no schema sees.
 * Fails with every error at once, each as `file:line:column: path: what`.
 */
export function parseYaml<T>(
  schema: z.ZodType<T>,
  text: string,
  file: string,
  check: (value: T) => readonly Issue[] = () => [],
): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    refuse(
      document.errors.map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        return `${file}:${line}:${col}: ${message}`;
      }),
    );
  const at = ({ path, message }: Issue): string => {
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return `${file}:${locate(document, lines, path)}: ${where}${message}`;
  };
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) return refuse(parsed.error.issues.flatMap(issuesOf).map(at));
  const wrong = check(parsed.data);
  return wrong.length > 0 ? refuse(wrong.map(at)) : parsed.data;
}

function refuse(found: readonly string[]): never {
  const count = `${found.length} error${found.length === 1 ? '' : 's'}`;
  throw new DefinitionError('InvalidDefinition', `${count} in the definition:\n${found.join('\n')}`);
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
