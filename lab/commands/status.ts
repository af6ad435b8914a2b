import { labHost } from '../hosts/host';
import { isAlive, recordedProcesses } from '../hosts/process-record';
import { MACHINES, VMS } from '../inventory';
import { sh } from '../shell';

export interface MachineStatus {
  readonly name: string;
  readonly address: string;
  readonly running: boolean;
  readonly ssh: boolean;
  /** Units that are in the state failed. */
  readonly failedUnits: readonly string[];
}

export interface LabStatus {
  readonly up: boolean;
  readonly machines: readonly MachineStatus[];
  /** VMs by name: whether each answers a ping from the probe's machine. */
  readonly vms: Readonly<Record<string, boolean>>;
}

async function machineStatus(machine: (typeof MACHINES)[number]): Promise<MachineStatus> {
  const { name, address } = machine;
  const record = recordedProcesses().get(name);
  const running = record !== undefined && isAlive(record);
  const failed = running
    ? await labHost(machine).run('systemctl list-units --state=failed --plain --no-legend', {
        accept: 'any',
        timeoutMs: 10_000,
      })
    : undefined;
  const failedUnits = (failed?.stdout ?? '').split('\n').flatMap((line) => line.split(' ')[0] || []);
  return { name, address, running, ssh: failed?.exitCode === 0, failedUnits };
}

async function answers(namespace: string, address: string): Promise<boolean> {
  const ping = `ip netns exec ${namespace} ping -q -c 1 -W 1 ${address}`;
  const [controller] = MACHINES as readonly [(typeof MACHINES)[number]];
  return (await labHost(controller).run(ping, { accept: 'any', timeoutMs: 10_000 })).exitCode === 0;
}

/** Reads what runs and what answers; changes nothing. */
export async function labStatus(): Promise<LabStatus> {
  const { exitCode } = await sh(['ip', 'link', 'show', 'slmgmt'], { accept: 'any' });
  const machines = await Promise.all(MACHINES.map(machineStatus));
  const up = exitCode === 0 && machines.every((machine) => machine.ssh);
  const vms = up
    ? await Promise.all(
        VMS.map(async (vm) => [vm.name, await answers(`probe-${vm.network.type}`, vm.address)] as const),
      )
    : [];
  return { up, machines, vms: Object.fromEntries(vms) };
}
