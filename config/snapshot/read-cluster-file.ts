import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterDefinition } from '../../model/cluster';
import { clusterFolder } from '../clusters-folder';

/** Where a file of a cluster's folder is, as messages call it. */
export function clusterFile({ name }: Pick<ClusterDefinition, 'name'>, path: string): string {
  return join(clusterFolder(name), path);
}

/** A file of the cluster's folder, as the run's plan has kept it, or as it is now. Rejects with why it cannot be read. */
export async function readClusterFile(
  definition: Pick<ClusterDefinition, 'name' | 'files'>,
  path: string,
): Promise<string> {
  if (definition.files === undefined) return readFile(clusterFile(definition, path), 'utf8');
  const text = definition.files.get(path);
  if (text === undefined) throw Object.assign(new Error(NOT_KEPT), { code: NOT_KEPT });
  return text;
}

const NOT_KEPT = 'it could not be read when the run was planned';
