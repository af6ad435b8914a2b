import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ClusterDefinition } from '../model/cluster';
import { clustersFolder } from './clusters-folder';
import { DefinitionError } from './definition-error';
import { didYouMean } from './names/near-names';
import { parseDefinition, parseIdentities } from './parse-definition';

/** The names of all clusters that have a definition. */
export async function knownClusters(): Promise<readonly string[]> {
  const folder = clustersFolder();
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  return names.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort();
}

/** Reads and checks `clusters/<cluster>/cluster.yaml`, and the `users.yaml` beside it, each time again; fails with a `DefinitionError`. */
export async function readDefinition(cluster: string): Promise<ClusterDefinition> {
  const known = await knownClusters();
  if (!known.includes(cluster))
    throw new DefinitionError(
      'UnknownCluster',
      `There is no cluster "${cluster}" in ${clustersFolder()}; ${known.length === 0 ? 'none is defined.' : `known: ${known.join(', ')}.`}${didYouMean(cluster, known)}`,
    );
  const folder = join(clustersFolder(), cluster);
  const file = join(folder, 'cluster.yaml');
  const definition = parseDefinition(await readFile(file, 'utf8'), relative(process.cwd(), file), cluster);
  return withUsers(definition, join(folder, 'users.yaml'));
}

/** Thousands of ids would bury the rest of a definition: they may stand in a separate file beside it. */
async function withUsers(definition: ClusterDefinition, file: string): Promise<ClusterDefinition> {
  if (!existsSync(file)) return definition;
  const name = relative(process.cwd(), file);
  const { alignment } = definition;
  if (Object.values(alignment.identity).some((ids) => Object.keys(ids).length > 0))
    throw new DefinitionError(
      'InvalidDefinition',
      `alignment.identity of the cluster ${definition.name} and ${name} both give new ids: keep one of them.`,
    );
  const identity = parseIdentities(await readFile(file, 'utf8'), name);
  return { ...definition, alignment: { ...alignment, identity } };
}
