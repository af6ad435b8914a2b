import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { layerFolder } from '../layers/ensure-layer';
import { libertyHostLayer } from './layer';

/** Gives a root the dnf repositories of both releases in /srv/repo, for its web server; the layer must be built. */
export async function copyRepositories(toRoot: string): Promise<void> {
  await cp(join(layerFolder(libertyHostLayer), 'srv/repo'), join(toRoot, 'srv/repo'), { recursive: true });
}
