import { readBootId } from '../../../connectors/units/boot-id';
import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';

/** The switch's process before a transaction. */
export interface SwitchBefore {
  /** Its pid; '' where none ran. Older versions did not always note it. */
  readonly switch?: string;
  /** Which start of the host that was; older versions did not note it. */
  readonly boot?: string;
}

async function readPid(machine: RemoteMachine): Promise<string> {
  return (await machine.run(['pidof', 'ovs-vswitchd'], { accept: 'any' })).stdout.trim();
}

/** The process that carries every VM's packets: it must outlive the swap. */
export async function readSwitchProcess(machine: RemoteMachine): Promise<Required<SwitchBefore>> {
  return { switch: await readPid(machine), boot: await readBootId(machine) };
}

/** Fails with HostNotReady where another one runs now; a host that was started anew since has another one anyway. */
export async function verifySwitchProcess(machine: RemoteMachine, before: SwitchBefore): Promise<void> {
  const now = await readPid(machine);
  if (now === before.switch) return;
  if (before.boot !== undefined && (await readBootId(machine)) !== before.boot) return;
  throw failure(
    'HostNotReady',
    `On ${machine.name} ovs-vswitchd was restarted by the packages (pid ${now || 'none'}).`,
  );
}
