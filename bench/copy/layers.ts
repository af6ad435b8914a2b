import { controllerLayer } from '../../lab/controller/layer';
import { buildLock } from '../../lab/folders';
import { benchLayer } from '../../lab/layers/bench';
import { clearBuilds, ensureLayer } from '../../lab/layers/ensure-layer';
import { ensureImageMounted } from '../../lab/layers/image';
import { withLock } from '../../lab/lock';
import { ensurePrerequisites } from '../../lab/prerequisites/ensure';

/** The longest that another process may take to build all layers. */
const BUILD_MS = 20 * 60_000;

/** What the bench's server is made from: Stein's databases as the controller has them, and the peers' tools. */
export async function ensureBenchLayers(): Promise<void> {
  await withLock(buildLock(), 'building layers', BUILD_MS, async () => {
    await ensurePrerequisites();
    await ensureImageMounted();
    await clearBuilds();
    for (const layer of [controllerLayer, benchLayer]) await ensureLayer(layer);
  });
}
