import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';

/** Copies the lab's definition for another cluster into `clusters`; one called `red-dc3` is of the datacenter `dc3`. `change` replaces a text. */
export function defineCluster(clusters: string, cluster: string, change: readonly [string, string] = ['', '']): void {
  const folder = join(clusters, cluster);
  cpSync(join(projectRoot(), 'clusters/lab'), folder, { recursive: true });
  const file = join(folder, 'cluster.yaml');
  const [, datacenter = 'lab'] = /-(dc\d)$/.exec(cluster) ?? [];
  const text = readFileSync(file, 'utf8')
    .replace(/^name: .*$/m, `name: ${cluster}`)
    .replace(/^datacenter: .*$/m, `datacenter: ${datacenter}`);
  writeFileSync(file, text.replace(...change));
}
