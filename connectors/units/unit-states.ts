import type { RemoteMachine } from '../../model/remote-command';
import { MachineError } from '../ssh/machine-error';

/** States of a unit, as a pattern of the shell: something of it is alive. */
export const ALIVE = 'active|activating|deactivating|reloading|refreshing|maintenance';

/** systemd of a machine does not say which units it has: what runs there is not known, which is not the same as nothing. */
export function systemdSilent(machine: RemoteMachine): MachineError {
  return new MachineError(
    'HostUnreachable',
    `${machine.name}: systemctl does not say which units run. Look at systemd and D-Bus of the host.`,
  );
}
