import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseLayer } from './base';
import type { Layer } from './layer';

/** What a kernel needs before it sees its root, which this machine shares with it. */
const EARLY_MODULES = ['virtio_pci', '9pnet_virtio', '9p'];

/** Debian's kernel, with what it needs to take its root from this machine. */
export const kernelLayer: Layer = {
  name: 'kernel',
  below: [baseLayer],
  recipe: ['lab/layers/kernel.ts'],
  build: async (root, tools) => {
    const settings = join(root, 'etc/initramfs-tools');
    mkdirSync(join(settings, 'conf.d'), { recursive: true });
    writeFileSync(join(settings, 'modules'), `${EARLY_MODULES.join('\n')}\n`);
    writeFileSync(join(settings, 'conf.d/small'), 'MODULES=list\nCOMPRESS=gzip\n');
    await tools.inRoot(root, ['apt-get', 'update'], { network: 'machine' });
    await tools.inRoot(
      root,
      ['apt-get', 'install', '-y', '-o', 'Dpkg::Options::=--force-confold', 'linux-image-amd64', 'initramfs-tools'],
      { network: 'machine' },
    );
    await tools.inRoot(root, ['apt-get', 'clean']);
  },
};

/** The emulator that the kernel runs in. */
export const emulatorLayer: Layer = {
  name: 'emulator',
  below: [baseLayer],
  recipe: ['lab/layers/kernel.ts'],
  build: async (root, tools) => {
    await tools.inRoot(root, ['apt-get', 'update'], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'install', '-y', 'qemu-system-x86'], { network: 'machine' });
    await tools.inRoot(root, ['apt-get', 'clean']);
  },
};
