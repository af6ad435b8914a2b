import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { controllerLayer } from '../controller/layer';
import { layersFolder } from '../folders';
import { killAllIn } from '../hosts/leftovers';
import { isAlive, startTime } from '../hosts/process-record';
import { buildLayers } from '../layers/build-layers';
import { layerFolder, stack } from '../layers/ensure-layer';
import type { Layer } from '../layers/layer';
import { mountOverlay, unmountAll } from '../layers/overlay';
import { withLock } from '../lock';
import { sh } from '../shell';

/** The longest that another process may take to remove roots. */
const CLEAR_MS = 60_000;

const folder = (): string => join(layersFolder(), '.scratch');

const CONTROLLER = 'controller';

/** One folder a process and root, named so that a later process of the same pid is not mistaken for it. */
function ownFolder(name: string): string {
  return join(folder(), `${process.pid}-${startTime(process.pid) ?? ''}-${name}`);
}

async function remove(place: string): Promise<void> {
  await killAllIn(place);
  await unmountAll(place);
  await sh(['rm', '-rf', '--one-file-system', place]);
}

/** Removes the roots of processes that are gone. */
export async function clearScratchRoots(): Promise<void> {
  mkdirSync(folder(), { recursive: true });
  await withLock(`${folder()}.lock`, 'removing scratch roots', CLEAR_MS, async () => {
    for (const name of readdirSync(folder())) {
      const [pid = '', startedAt = ''] = name.split('-');
      if (!isAlive({ pid: Number(pid), startedAt })) await remove(join(folder(), name));
    }
  });
}

/**
 * The file system of a machine of the lab, for this process alone, by a name of its own: nothing runs in it, it needs no lab, and what is
 * written is in memory. Returns where it is mounted.
 */
export async function openRoot(name: string, layers: readonly Layer[]): Promise<string> {
  await buildLayers(layers);
  await clearScratchRoots();
  const [root, memory] = ['root', 'memory'].map((part) => join(ownFolder(name), part)) as [string, string];
  mkdirSync(memory, { recursive: true });
  await sh(['mount', '-t', 'tmpfs', '-o', 'size=6G', 'tmpfs', memory]);
  await mountOverlay(root, stack(layers).map(layerFolder), join(memory, 'upper'), join(memory, 'work'));
  return root;
}

/** Ends what runs in this process's root of a name, and removes it. */
export function closeRoot(name: string): Promise<void> {
  return remove(ownFolder(name));
}

/** Gives a root the machine's devices. */
export async function mountDevices(root: string): Promise<void> {
  await sh(['mount', '--rbind', '/dev', join(root, 'dev')]);
  await sh(['mount', '--make-rslave', join(root, 'dev')]);
}

/** The root of the lab's controller, with Stein's databases and code in it, and with devices and processes: a server can run there. */
export async function openScratchRoot(): Promise<string> {
  const root = await openRoot(CONTROLLER, [controllerLayer]);
  await mountDevices(root);
  await sh(['mount', '-t', 'proc', 'proc', join(root, 'proc')]);
  return root;
}

/** Removes that of the controller. */
export function closeScratchRoot(): Promise<void> {
  return closeRoot(CONTROLLER);
}
