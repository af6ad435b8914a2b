import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ClusterDefinition } from '../model/cluster';
import { clustersFolder } from './clusters-folder';
import { DefinitionError } from './definition-error';
import { parseDefinition } from './parse-definition';

/** The names of all clusters that have a definition. */
export async function knownClusters(): Promise<readonly string[]> {
  const folder = clustersFolder();
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort();
}

/** Reads and checks `clusters/<cluster>/cluster.yaml`, anew each time; fails with a `DefinitionError`. */
export async function readDefinition(cluster: string): Promise<ClusterDefinition> {
  const known = await knownClusters();
  if (!known.includes(cluster))
    throw new DefinitionError(
      'UnknownCluster',
      `There is no cluster "${cluster}" in ${clustersFolder()}; ${known.length === 0 ? 'none is defined.' : `known: ${known.join(', ')}.`}`,
    );
  const file = join(clustersFolder(), cluster, 'cluster.yaml');
  return parseDefinition(await readFile(file, 'utf8'), relative(process.cwd(), file), cluster);
}
