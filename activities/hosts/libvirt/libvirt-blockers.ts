import type { Blocker } from '../../../model/blocker';
import type { RemoteMachine } from '../../../model/remote-command';
import { readDaemon, type Daemon } from './daemon';

function problemOf({ running, loaded, killMode }: Daemon, unit: string): string | undefined {
  if (loaded === 'not-found') return `has no unit ${unit}: a hypervisor needs libvirt`;
  if (!running) return `does not run ${unit}: start it, so that its guests can be seen`;
  // Of a masked unit, as an earlier run may have left it, nothing is known but its name.
  if (loaded === 'loaded' && killMode !== 'process')
    return `would kill more than the daemon with ${unit} (KillMode is ${killMode}): set KillMode=process in its unit`;
  return undefined;
}

/** Why libvirtd could not be restarted there without harm. */
export async function libvirtBlockers(machine: RemoteMachine, unit: string): Promise<readonly Blocker[]> {
  const problem = problemOf(await readDaemon(machine, unit), unit);
  return problem === undefined ? [] : [{ type: 'HostNotReady', message: `${machine.name} ${problem}.` }];
}
