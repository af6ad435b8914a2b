import { chmodSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../../shell';
import type { Layer } from '../../layers/layer';
import { steinLayer } from '../../layers/stein';
import { libertyHostLayer } from '../layer';
import { computeAssets } from '../recipes';
import { guestImageLayer } from './guest-image';

const FOLDER = 'lab/compute/libvirt';
const PACKAGES = [
  ...['libvirt-daemon', 'libvirt-daemon-system', 'libvirt-clients', 'qemu-system-x86', 'qemu-utils'],
  ...['busybox-static', 'genisoimage'],
];
/** The last release for Python 2.7. */
const BINDING = 'libvirt-python==5.10.0';
const SITE_PACKAGES = 'opt/stein/venv/lib/python2.7/site-packages';

/** A Liberty host with libvirtd and qemu. Above it, as packages make users there. */
const libvirtLayer: Layer = {
  name: 'libvirt',
  below: [libertyHostLayer],
  recipe: ['layer.ts', 'install.sh', 'root'].map((part) => `${FOLDER}/${part}`),
  build: async (root, tools) => {
    const assets = join(computeAssets(), 'libvirt');
    cpSync(join(assets, 'root'), root, { recursive: true });
    mkdirSync(join(root, 'srv/libvirt'), { recursive: true });
    cpSync(join(assets, 'install.sh'), join(root, 'srv/libvirt/install.sh'));
    await tools.inRoot(root, ['bash', '/srv/libvirt/install.sh', ...PACKAGES], { network: 'machine' });
    await sh(['rm', '-rf', join(root, 'srv/libvirt')]);
    chmodSync(join(root, 'usr/local/bin/lab-renew'), 0o755);
  },
};

/** What Stein's nova-compute reaches libvirtd by; the compilers that it takes stay out of the layer. */
const bindingLayer: Layer = {
  name: 'libvirt-python',
  below: [steinLayer],
  recipe: ['layer.ts', 'binding.sh'].map((part) => `${FOLDER}/${part}`),
  build: (root, tools) =>
    tools.withScratch([steinLayer], async (scratch) => {
      cpSync(join(computeAssets(), 'libvirt', 'binding.sh'), join(scratch, 'binding.sh'));
      await tools.inRoot(scratch, ['bash', '/binding.sh', BINDING], { network: 'machine' });
      const built = join(scratch, SITE_PACKAGES);
      for (const name of readdirSync(built).filter((entry) => entry.startsWith('libvirt')))
        await sh(['cp', '-a', join(built, name), join(root, SITE_PACKAGES, name)]);
    }),
};

/** What a host with real guests has besides what every compute host has. */
export const QEMU_HOST_LAYERS: readonly Layer[] = [libvirtLayer, bindingLayer, guestImageLayer];
