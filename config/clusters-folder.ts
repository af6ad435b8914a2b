import { join } from 'node:path';
import { projectRoot } from './project-root';

/** Where the definitions are: `STACKLEAP_CLUSTERS`, else the project's own `clusters`. */
export function clustersFolder(): string {
  return process.env['STACKLEAP_CLUSTERS'] ?? join(projectRoot(), 'clusters');
}

/** The folder of one cluster: `cluster.yaml`, `templates/`. */
export function clusterFolder(cluster: string): string {
  return join(clustersFolder(), cluster);
}
