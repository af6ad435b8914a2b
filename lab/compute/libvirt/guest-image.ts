import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../../shell';
import { baseLayer } from '../../layers/base';
import type { Layer } from '../../layers/layer';
import { computeAssets } from '../recipes';

/** The disk that every real guest boots from, on its host. */
export const GUEST_IMAGE = '/opt/guest/guest.img';

/** The guests' disk; what builds it stays out of the layer. */
export const guestImageLayer: Layer = {
  name: 'guest-image',
  below: [baseLayer],
  recipe: ['guest-image.ts', 'guest'].map((part) => `lab/compute/libvirt/${part}`),
  build: (root, tools) =>
    tools.withScratch([baseLayer], async (scratch) => {
      cpSync(join(computeAssets(), 'libvirt', 'guest'), join(scratch, 'guest'), { recursive: true });
      await tools.inRoot(scratch, ['bash', '/guest/build.sh', '/guest', GUEST_IMAGE], { network: 'machine' });
      mkdirSync(join(root, 'opt/guest'), { recursive: true });
      await sh(['cp', join(scratch, GUEST_IMAGE), join(root, GUEST_IMAGE)]);
    }),
};
