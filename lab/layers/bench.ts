import { baseLayer } from './base';
import type { Layer } from './layer';

/** What `npm run bench -- copy` is measured against, from Debian. */
export const benchLayer: Layer = {
  name: 'bench',
  below: [baseLayer],
  recipe: ['lab/layers/bench.ts'],
  build: async (root, tools) => {
    await tools.inRoot(root, ['apt-get', 'update'], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'install', '-y', 'mydumper'], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'clean']);
  },
};
