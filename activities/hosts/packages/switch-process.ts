import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';

/** The process that carries every VM's packets: it must outlive the swap. '' where none runs. */
export async function readSwitchProcess(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['pidof', 'ovs-vswitchd'], { accept: 'any' })).stdout.trim();
}

/** Fails with HostNotReady where another one runs now. */
export async function verifySwitchProcess(machine: RemoteMachine, before: string | undefined): Promise<void> {
  const now = await readSwitchProcess(machine);
  if (now !== before)
    throw failure(
      'HostNotReady',
      `On ${machine.name} ovs-vswitchd was restarted by the packages (pid ${now || 'none'}).`,
    );
}
