import { rmSync } from 'node:fs';
import { buildLock, layersFolder, stateFolder } from '../folders';
import { restoreInotifyLimit } from '../hosts/inotify';
import { processesIn } from '../hosts/leftovers';
import { removeFabric } from '../hosts/links';
import { powerOff } from '../hosts/power-off';
import { MACHINES } from '../inventory';
import { clearBuilds } from '../layers/ensure-layer';
import { unmountAll } from '../layers/overlay';
import { heldByAnother } from '../lock';
import { timed } from '../timed';
import { withLabLock } from './lab-lock';

export interface DownOptions {
  /** The caller holds the lock already. */
  readonly locked?: boolean;
  /** Leave the layers' image mounted: the lab comes up again at once. */
  readonly keepMount?: boolean;
}

/** Stops whatever is there of a lab, also of one whose start was killed half-way; the layers stay cached. */
export async function labDown(options: DownOptions = {}): Promise<void> {
  const down = async (): Promise<void> => {
    await Promise.all(MACHINES.map(powerOff));
    await removeFabric();
    await restoreInotifyLimit();
    rmSync(`${stateFolder()}/machines`, { recursive: true, force: true });
    // another process may be building layers, or measuring on them, while this one takes the lab down
    if (options.keepMount === true || heldByAnother(buildLock()) || processesIn(layersFolder()).length > 0) return;
    await clearBuilds();
    await unmountAll(layersFolder());
  };
  await timed('take the lab down', () => (options.locked === true ? down() : withLabLock(down)));
}
