import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clusterFolder } from '../../../config/clusters-folder';
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
export async function readRepositoryFiles({ name, packages }: ClusterDefinition): Promise<readonly RepositoryFile[]> {
  return Promise.all(
    (packages.repositories.files ?? []).map(async (file) => {
      const path = join(clusterFolder(name), file);
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        throw failure('InvalidDefinition', `The file of repositories ${path} cannot be read.`, error);
      });
      if (repositoriesOf(text).length === 0)
        throw failure('InvalidDefinition', `${path} has no repository: no line of it is an id in brackets.`);
      return { name: basename(file), text };
    }),
  );
}
