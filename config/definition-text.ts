import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ClusterDefinition } from '../model/cluster';
import { clusterFolder } from './clusters-folder';
import { DefinitionError } from './definition-error';
import { parseDefinition, parseIdentities } from './parse-definition';

/** What is written about a cluster, before it is checked. */
export interface DefinitionText {
  readonly cluster: string;
  /** How messages call the folder. */
  readonly folder: string;
  /** `cluster.yaml`. */
  readonly yaml: string;
  /** `users.yaml`, where there is one: thousands of ids would bury the rest of a definition. */
  readonly users?: string;
}

/** Reads the files of a cluster that has a definition. */
export async function readDefinitionText(cluster: string): Promise<DefinitionText> {
  const folder = clusterFolder(cluster);
  const [yaml, users] = await Promise.all([
    readFile(join(folder, 'cluster.yaml'), 'utf8'),
    readFile(join(folder, 'users.yaml'), 'utf8').catch(unlessMissing),
  ]);
  return { cluster, folder: relative(process.cwd(), folder), yaml, ...(users !== undefined && { users }) };
}

/** The same for equal texts, in lower-case hex. */
export function digestOfText({ cluster, yaml, users }: DefinitionText): string {
  return createHash('sha256')
    .update(JSON.stringify([cluster, yaml, users ?? null]))
    .digest('hex');
}

/** Checks what is written; fails with a `DefinitionError` that lists all that is wrong with a file. */
export function parseDefinitionText({ cluster, folder, yaml, users }: DefinitionText): ClusterDefinition {
  const definition = parseDefinition(yaml, join(folder, 'cluster.yaml'), cluster);
  if (users === undefined) return definition;
  const name = join(folder, 'users.yaml');
  const { alignment } = definition;
  if (Object.values(alignment.identity).some((ids) => Object.keys(ids).length > 0))
    throw new DefinitionError(
      'InvalidDefinition',
      `alignment.identity of the cluster ${definition.name} and ${name} both give new ids: keep one of them.`,
    );
  return { ...definition, alignment: { ...alignment, identity: parseIdentities(users, name) } };
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
