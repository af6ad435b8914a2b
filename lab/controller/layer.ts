import type { Layer } from '../layers/layer';
import { profileLayer } from '../layers/profile';
import { steinLayer } from '../layers/stein';
import { bakeController } from './bake';

/** The controller with everything slow done: Stein's databases, keys and catalogue. */
export const controllerLayer: Layer = {
  name: 'controller',
  below: [profileLayer, steinLayer],
  recipe: ['lab/controller/bake.sh', 'lab/controller/bake.ts', 'lab/controller/root'],
  build: (root) => bakeController(root),
};
