import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterDefinition } from '../model/cluster';
import { clustersFolder } from './clusters-folder';
import { DefinitionError } from './definition-error';
import { type DefinitionText, parseDefinitionText, readDefinitionText } from './definition-text';
import { didYouMean } from './names/near-names';

/** The names of all clusters that have a definition. */
export async function knownClusters(): Promise<readonly string[]> {
  const folder = clustersFolder();
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort();
}

/** What is written about a cluster, as it is now; fails with a `DefinitionError` where there is none of this name. */
export async function readKnown(cluster: string): Promise<DefinitionText> {
  const known = await knownClusters();
  if (!known.includes(cluster))
    throw new DefinitionError(
      'UnknownCluster',
      `There is no cluster "${cluster}" in ${clustersFolder()}; ${known.length === 0 ? 'none is defined.' : `known: ${known.join(', ')}.`}${didYouMean(cluster, known)}`,
    );
  return readDefinitionText(cluster);
}

/** Reads and checks `clusters/<cluster>/cluster.yaml`, and the `users.yaml` beside it, each time again; fails with a `DefinitionError`. */
export async function readDefinition(cluster: string): Promise<ClusterDefinition> {
  return parseDefinitionText(await readKnown(cluster));
}
