import { basename } from 'node:path';
import { clusterFile, readClusterFile } from '../../../config/snapshot/read-cluster-file';
import type { ClusterDefinition } from '../../../model/cluster';
import { failure } from '../../toolbox/failure';
import { repositoriesOf } from './repository-file';

/** A `.repo` file that hosts are to get. */
export interface RepositoryFile {
  /** Without a folder. */
  readonly name: string;
  readonly text: string;
}

/** Reads the `.repo` files of the cluster's folder; fails with InvalidDefinition, naming the file, where one is none. */
export async function readRepositoryFiles(definition: ClusterDefinition): Promise<readonly RepositoryFile[]> {
  return Promise.all(
    (definition.packages.repositories.files ?? []).map(async (file) => {
      const path = clusterFile(definition, file);
      const text = await readClusterFile(definition, file).catch((error: unknown) => {
        throw failure('InvalidDefinition', `The file of repositories ${path} cannot be read.`, error);
      });
      if (repositoriesOf(text).length === 0)
        throw failure('InvalidDefinition', `${path} has no repository: no line of it is an id in brackets.`);
      return { name: basename(file), text };
    }),
  );
}
