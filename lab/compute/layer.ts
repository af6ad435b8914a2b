import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Layer } from '../layers/layer';
import { profileLayer } from '../layers/profile';
import { steinLayer } from '../layers/stein';
import { computeAssets, writeRecipes } from './recipes';

/** What Debian gives DHCP agents and the VMs' lease checks. */
const PACKAGES = ['dnsmasq-base', 'udhcpc'];

const PARTS = [
  'bake.sh',
  'root',
  'rpm',
  'evr.ts',
  'lab-package.ts',
  'libraries.ts',
  'packages.ts',
  'recipes.ts',
  'scriptlets.ts',
  'spec.ts',
];

/**
 * A compute host as years of Liberty left it: Liberty's rpms in the rpm database, their units enabled, the repositories of both
 * releases in /srv/repo. Stein's code lies in its virtual environment; only Stein's rpms bring units and commands that run it.
 */
export const libertyHostLayer: Layer = {
  name: 'liberty-host',
  below: [profileLayer, steinLayer],
  recipe: ['lab/compute/layer.ts', ...PARTS.map((part) => `lab/compute/${part}`)],
  build: async (root, tools) => {
    await tools.inRoot(root, ['apt-get', 'install', '-y', ...PACKAGES], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'clean']);
    cpSync(join(computeAssets(), 'root'), root, { recursive: true });
    chmodSync(join(root, 'etc/sudoers.d/stackleap-lab'), 0o440);
    writeRecipes(root);
    await tools.inRoot(root, ['bash', '/srv/recipes/bake.sh']);
  },
};
