import { buildLock } from '../folders';
import { withLock } from '../lock';
import { ensurePrerequisites } from '../prerequisites/ensure';
import { clearBuilds, ensureLayer } from './ensure-layer';
import { ensureImageMounted } from './image';
import type { Layer } from './layer';

/** The longest that another process may take to build all layers. */
const BUILD_MS = 20 * 60_000;

/** Builds what is missing of these layers, and of those that they lie upon; one process of this machine at a time. */
export async function buildLayers(layers: readonly Layer[]): Promise<void> {
  await withLock(buildLock(), 'building layers', BUILD_MS, async () => {
    await ensurePrerequisites();
    await ensureImageMounted();
    await clearBuilds();
    for (const layer of layers) await ensureLayer(layer);
  });
}
