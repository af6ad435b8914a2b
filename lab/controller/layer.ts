import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { PROJECTS, USERS } from '../inventory';
import type { Layer } from '../layers/layer';
import { profileLayer } from '../layers/profile';
import { steinLayer } from '../layers/stein';

/** The old cloud's tenants, for Stein's Keystone. */
function tenants(): readonly object[] {
  return PROJECTS.map(({ id, name }, i) => ({ name, project: id, user: USERS[i]?.id }));
}

/** `root/` mirrors the controller's `/`; bake.sh then makes inside it all that is slow to make, in half a minute. */
export const controllerLayer: Layer = {
  name: 'controller',
  below: [profileLayer, steinLayer],
  recipe: ['lab/controller/root', 'lab/controller/bake.sh', 'lab/controller/layer.ts', 'lab/inventory.ts'],
  build: async (root, tools) => {
    const assets = join(projectRoot(), 'lab', 'controller');
    const script = join(root, 'root', 'bake.sh');
    await cp(join(assets, 'root'), root, { recursive: true });
    await cp(join(assets, 'bake.sh'), script);
    // A network of its own, on whose loopback bake.sh puts the controller's address.
    await tools.inRoot(root, ['bash', '/root/bake.sh', JSON.stringify(tenants())], { network: 'none' });
    await rm(script);
  },
};
