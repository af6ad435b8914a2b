import { stat } from 'node:fs/promises';
import type { ClusterDefinition } from '../../model/cluster';
import { canonicalJson } from '../../model/plan/canonical-json';
import { findReleasePair } from '../../releases/register';
import { DefinitionError } from '../definition-error';
import { readKnown } from '../read-definition';
import { filesOfDefinition } from './files-of-definition';
import type { ParsedDefinitions } from './parsed-definitions';
import { clusterFile, readClusterFile } from './read-cluster-file';

/** Bytes of a cluster's files that a plan keeps; the definition of 18,000 hypervisors is 2 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** A definition, and all that a plan keeps of the cluster's folder, as one text: equal folders give equal texts. */
export interface TakenSnapshot {
  readonly definition: ClusterDefinition;
  readonly content: string;
}

/** What a snapshot holds: `cluster.yaml`, `users.yaml` and other files by their path in the cluster's folder. */
export interface SnapshotContent {
  readonly cluster: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads a cluster's folder as it is now. A file that cannot be read is left out: the steps that want it say so. Fails with a
 * `DefinitionError`, also where there is more than a plan keeps.
 */
export async function takeSnapshot(cluster: string, parsed: Pick<ParsedDefinitions, 'of'>): Promise<TakenSnapshot> {
  const text = await readKnown(cluster);
  const definition = parsed.of(text);
  const { from, to } = definition.releases;
  const pair = findReleasePair(from, to);
  const paths = pair === undefined ? [] : filesOfDefinition(definition, pair.configuration);
  const files: Record<string, string> = {
    'cluster.yaml': text.yaml,
    ...(text.users !== undefined && { 'users.yaml': text.users }),
  };
  const folder = { name: cluster };
  const sizes = await Promise.all(paths.map(async (path) => sizeOf(clusterFile(folder, path))));
  const bytes = sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  if (bytes > MOST_BYTES)
    throw new DefinitionError(
      'InvalidDefinition',
      `The files that ${text.folder}/cluster.yaml names have ${bytes} bytes, and a plan keeps ${MOST_BYTES} at most. Let packages and images lie elsewhere.`,
    );
  for (const [i, path] of paths.entries())
    if (sizes[i] !== undefined) files[path] = await readClusterFile(folder, path);
  return { definition, content: canonicalJson({ cluster, files } satisfies SnapshotContent) };
}

/** Undefined for what is no file, or cannot be read. */
async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}
