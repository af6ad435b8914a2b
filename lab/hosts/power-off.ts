import { existsSync, readFileSync } from 'node:fs';
import type { LabMachine } from '../inventory';
import { unmountAll } from '../layers/overlay';
import { sh } from '../shell';
import { upperFolder } from './boot';
import { labHost } from './host';
import { forgetProcess, isAlive, recordedProcesses, type RecordedProcess } from './process-record';

function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

async function untilGone(record: RecordedProcess, waitMs: number): Promise<boolean> {
  for (const end = Date.now() + waitMs; isAlive(record) && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return !isAlive(record);
}

/** Kills nspawn's guest (its pid 1) and the loop around it: nspawn itself would leave the guest running. */
function kill(record: RecordedProcess): void {
  for (const nspawn of childrenOf(record.pid))
    for (const guest of [...childrenOf(nspawn), nspawn]) process.kill(guest, 'SIGKILL');
  if (isAlive(record)) process.kill(record.pid, 'SIGKILL');
}

/** Stops a machine: politely for eight seconds, then by killing its pid 1; and forgets its file system. */
export async function powerOff(machine: LabMachine): Promise<void> {
  const record = recordedProcesses().get(machine.name);
  if (record !== undefined && isAlive(record)) {
    await labHost(machine).run('systemctl poweroff --no-wall', { accept: 'any', timeoutMs: 5_000 });
    if (!(await untilGone(record, 8_000))) {
      kill(record);
      await untilGone(record, 5_000);
    }
  }
  forgetProcess(machine.name);
  await unmountAll(labHost(machine).root);
  await sh(['rm', '-rf', upperFolder(machine)]);
}
