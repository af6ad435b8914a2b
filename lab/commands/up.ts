import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { bringUpCompute } from '../compute/bring-up';
import { libertyHostLayer } from '../compute/layer';
import { QEMU_HOST_LAYERS } from '../compute/libvirt/layer';
import { prepareCompute } from '../compute/prepare';
import { copyRepositories } from '../compute/repositories';
import { bringUpController } from '../controller/bring-up';
import { controllerLayer } from '../controller/layer';
import { prepareController } from '../controller/prepare';
import { stateFolder } from '../folders';
import { boot } from '../hosts/boot';
import { labHost, type LabHost } from '../hosts/host';
import { untilVmsAnswer } from '../hosts/until-vms-answer';
import { raiseInotifyLimit } from '../hosts/inotify';
import { ensureFabric } from '../hosts/links';
import { COMPUTES, CONTROLLER, type LabMachine } from '../inventory';
import { buildLayers } from '../layers/build-layers';
import type { Layer } from '../layers/layer';
import { steinLayer } from '../layers/stein';
import { sh } from '../shell';
import { timed } from '../timed';
import { labDown } from './down';
import { withLabLock } from './lab-lock';

const COMPUTE_LAYERS = [steinLayer, libertyHostLayer];
const layersOf = ({ guests }: LabMachine): readonly Layer[] => [
  ...COMPUTE_LAYERS,
  ...(guests === 'qemu' ? QEMU_HOST_LAYERS : []),
];
const CONTROLLER_LAYERS = [steinLayer, controllerLayer];

export interface LabOptions {
  /** Instances in the old databases, 8 of which run. Default 12. */
  readonly instances?: number;
}

/** Builds what is missing of the layers; minutes from nothing, no time at all when nothing changed. */
export async function ensureLayers(): Promise<void> {
  await buildLayers([...COMPUTES.flatMap(layersOf), ...CONTROLLER_LAYERS]);
}

async function ensureState(): Promise<void> {
  mkdirSync(`${stateFolder()}/secrets`, { recursive: true, mode: 0o700 });
  if (!existsSync(`${stateFolder()}/id_ed25519`))
    await sh([
      'ssh-keygen',
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'stackleap lab',
      '-f',
      `${stateFolder()}/id_ed25519`,
    ]);
  rmSync(`${stateFolder()}/known_hosts`, { force: true });
  writeFileSync(`${stateFolder()}/known_hosts`, '');
}

async function controllerUp(options: LabOptions): Promise<LabHost> {
  const controller = await boot(CONTROLLER, CONTROLLER_LAYERS, async (root) => {
    await prepareController(root);
    await copyRepositories(root);
  });
  await bringUpController(controller, {
    stateFolder: stateFolder(),
    ...(options.instances === undefined ? {} : { instances: options.instances }),
  });
  return controller;
}

async function computeUp(machine: LabMachine): Promise<LabHost> {
  const host = await boot(machine, layersOf(machine), (root) => prepareCompute(root, machine));
  await bringUpCompute(host);
  return host;
}

/** From whatever is there to a running Liberty cluster beside a clean, live Stein. */
export async function labUp(options: LabOptions = {}): Promise<readonly LabHost[]> {
  await ensureLayers();
  return withLabLock(async () => {
    await labDown({ locked: true, keepMount: true });
    await ensureState();
    await raiseInotifyLimit();
    await ensureFabric();
    return timed('bring the lab up', async () => {
      const hosts = await Promise.all([
        timed('controller', () => controllerUp(options)),
        ...COMPUTES.map((machine) => timed(machine.name, () => computeUp(machine))),
      ]);
      await timed('every VM answers', () => untilVmsAnswer(labHost(CONTROLLER)));
      return hosts;
    });
  });
}
