import { LineCounter, parseDocument } from 'yaml';
import type { ClusterDefinition } from '../model/cluster';
import { inconsistencies, type Issue } from './consistency';
import { DefinitionError } from './definition-error';
import { locate } from './locate';
import { definitionSchema } from './schema';

/**
 * Reads the text of a `cluster.yaml`; `file` is how messages call it, `folder` the name that it must give the cluster.
 * Fails with every error at once, each as `file:line:column: path: what`.
 */
export function parseDefinition(text: string, file: string, folder: string): ClusterDefinition {
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
  const parsed = definitionSchema.safeParse(document.toJS());
  if (!parsed.success) return refuse(parsed.error.issues.flatMap(issuesOf).map(at));
  const wrong = inconsistencies(parsed.data, folder);
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
