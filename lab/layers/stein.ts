import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { sh } from '../shell';
import { baseLayer } from './base';
import type { Layer } from './layer';

const PINS = 'lab/layers/stein-pins.txt';
const BUILD = 'lab/layers/stein-venv.sh';
/** The last releases that run under Python 2.7; newer setuptools refuse sdists that use 2to3. */
const TOOLS = ['pip==20.3.4', 'setuptools==44.1.1', 'wheel==0.37.1', 'virtualenv==16.7.12'];
const COMPILERS = ['gcc', 'libc6-dev', 'python2.7-dev', 'python3-pip', 'libssl-dev', 'libffi-dev'];

/** OpenStack Stein as released, in /opt/stein/venv. The compilers that it takes stay out of the layer. */
export const steinLayer: Layer = {
  name: 'stein',
  below: [baseLayer],
  recipe: ['lab/layers/stein.ts', PINS, BUILD],
  build: (root, tools) =>
    tools.withScratch([baseLayer], async (scratch) => {
      await tools.inRoot(scratch, ['apt-get', 'install', '-y', ...COMPILERS], { network: 'machine' });
      const opt = join(scratch, 'opt/stein');
      mkdirSync(opt, { recursive: true });
      cpSync(join(projectRoot(), PINS), join(opt, 'pins.txt'));
      cpSync(join(projectRoot(), BUILD), join(opt, 'build.sh'));
      await tools.inRoot(scratch, ['bash', '/opt/stein/build.sh', ...TOOLS], { network: 'machine' });
      mkdirSync(join(root, 'opt/stein'), { recursive: true });
      await sh(['cp', '-a', join(opt, 'venv'), join(root, 'opt/stein/venv')]);
    }),
};
