import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { layersFolder } from '../folders';
import { killAllIn } from '../hosts/leftovers';
import { sh } from '../shell';
import { timed } from '../timed';
import { layerDigest } from './digest';
import { inRoot } from './in-root';
import type { Layer, LayerTools } from './layer';
import { mountOverlay, unmountAll } from './overlay';

const BUILDING = '.building';

/** Removes what a killed build left: its processes first, they would go on writing into the next build. */
export async function clearBuilds(): Promise<void> {
  const folder = join(layersFolder(), BUILDING);
  await killAllIn(folder);
  await unmountAll(folder);
  await sh(['rm', '-rf', folder]);
}

/** Where a layer lies once it is built. */
export function layerFolder(layer: Layer): string {
  return join(layersFolder(), `${layer.name}-${layerDigest(layer)}`);
}

/** The layer with all that it lies upon, each once, the lowest first. */
export function stack(layers: readonly Layer[]): Layer[] {
  return [...new Set(layers.flatMap((layer) => [...stack(layer.below), layer]))];
}

async function withRoot<T>(
  name: string,
  below: readonly Layer[],
  use: (root: string, upper: string) => Promise<T>,
): Promise<T> {
  const folder = join(layersFolder(), BUILDING, name);
  const [root, upper, work] = ['root', 'upper', 'work'].map((part) => join(folder, part)) as [string, string, string];
  try {
    if (below.length === 0) {
      mkdirSync(upper, { recursive: true });
      return await use(upper, upper);
    }
    await mountOverlay(root, stack(below).map(layerFolder), upper, work);
    return await use(root, upper);
  } finally {
    await unmountAll(folder);
    await sh(['rm', '-rf', folder]);
  }
}

/** Removes other digests of the layer, but for those that a running lab lies upon. */
async function prune(layer: Layer): Promise<void> {
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  for (const name of readdirSync(layersFolder())) {
    const folder = join(layersFolder(), name);
    const old = new RegExp(`^${layer.name}-[0-9a-f]{12}$`).test(name);
    if (old && !mounts.includes(folder)) await sh(['rm', '-rf', folder]);
  }
}

/** Builds the layer and those below it unless they are there; a build that is killed leaves nothing that counts. */
export async function ensureLayer(layer: Layer): Promise<string> {
  for (const below of layer.below) await ensureLayer(below);
  const folder = layerFolder(layer);
  if (existsSync(folder)) return folder;
  const tools: LayerTools = {
    inRoot,
    withScratch: (below, use) => withRoot(`${layer.name}-scratch`, below, use),
  };
  await timed(`build layer ${layer.name}`, async () => {
    await prune(layer);
    await withRoot(layer.name, layer.below, async (root, upper) => {
      await layer.build(root, tools);
      if (root !== upper) await unmountAll(root);
      renameSync(upper, folder);
    });
  });
  return folder;
}
