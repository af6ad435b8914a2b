import { existsSync, mkdirSync } from 'node:fs';
import { sh } from '../shell';
import { cacheFolder, layersFolder } from '../folders';
import { mountsUnder } from './overlay';

const SIZE = '24G';

/**
 * Mounts the sparse ext4 image that carries layers and hosts: an overlay upon the machine's own overlay file system is refused
 * by the kernel, one upon ext4 is not.
 */
export async function ensureImageMounted(): Promise<void> {
  const folder = layersFolder();
  if (mountsUnder(folder).includes(folder)) return;
  const image = `${cacheFolder()}/layers.img`;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(image)) {
    const fresh = `${image}.new`;
    await sh(['truncate', '-s', SIZE, fresh]);
    await sh(['mkfs.ext4', '-q', '-F', '-m0', '-E', 'lazy_itable_init=1', fresh]);
    await sh(['mv', fresh, image]);
  }
  await sh(['mount', '-o', 'loop,noatime', image, folder]);
}
