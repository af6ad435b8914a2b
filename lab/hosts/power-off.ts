import type { LabMachine } from '../inventory';
import { unmountAll } from '../layers/overlay';
import { sh } from '../shell';
import { upperFolder } from './boot';
import { labHost } from './host';
import { killAllIn, processesIn, untilNoneIn } from './leftovers';
import { forgetProcess } from './process-record';

/** Stops a machine: politely for eight seconds, then by killing its pid 1; and forgets its file system. */
export async function powerOff(machine: LabMachine): Promise<void> {
  const host = labHost(machine);
  const { root } = host;
  if (processesIn(root).length > 0) {
    await host.run('systemctl poweroff --no-wall', { accept: 'any', timeoutMs: 5_000 });
    if (!(await untilNoneIn(root, 8_000))) await killAllIn(root);
  }
  forgetProcess(machine.name);
  await unmountAll(root);
  await sh(['rm', '-rf', upperFolder(machine)]);
}
