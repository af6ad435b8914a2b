import { failure } from '../../toolbox/failure';
import type { Values } from './values-of-host';

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Replaces `{{name}}`; a name without a value is an error, not an empty word in a configuration. `source` is how messages call it. */
export async function render(template: string, values: Values, source: string): Promise<string> {
  const names = [...new Set([...template.matchAll(PLACE)].map(([, name]) => name as string))];
  const unknown = names.filter((name) => !Object.hasOwn(values, name));
  if (unknown.length > 0)
    throw failure(
      'InvalidDefinition',
      `${source} has ${unknown.map((name) => `{{${name}}}`).join(', ')}; known are ${Object.keys(values).join(', ')}.`,
    );
  const found = new Map(await Promise.all(names.map(async (name) => [name, (await values[name]?.()) ?? ''] as const)));
  return template.replaceAll(PLACE, (_, name: string) => found.get(name) ?? '');
}
