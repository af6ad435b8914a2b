import { stopProbes } from '../../connectors/probes/probe-units';
import type { RemoteMachine } from '../../model/remote-command';
import { labMachines } from './lab-machines';

const SET = 'many-test';
/** Units of the names that probes have, without a process each. */
const begin = (vms: number): string => `i=0; while [ $i -lt ${vms} ]; do i=$((i + 1))
systemd-run --quiet --collect --remain-after-exit --unit="stackleap-probe-${SET}-a-vm-of-a-name-as-long-as-they-become-$i-12345678.service" true
echo $i; done`;

/** Tests that the units of so many VMs' probes are ended. */
export function manyProbeUnitsTests(vms: number): void {
  const lab = labMachines();
  let machine: RemoteMachine;

  beforeAll(async () => {
    machine = await lab.machine('compute1');
  });
  afterAll(async () => {
    await machine.run(['sh', '-c', `systemctl stop 'stackleap-probe-${SET}-*'`]);
    lab.close();
  });

  async function left(): Promise<number> {
    const { stdout } = await machine.run([
      ...['systemctl', 'list-units', '--plain', '--no-legend', '--all', `stackleap-probe-${SET}-*`],
    ]);
    return stdout.split('\n').filter((line) => line !== '').length;
  }

  test(`the units of ${vms} VMs are ended, those that end meanwhile among them`, async () => {
    await machine.run(['sh', '-c', begin(vms)]);
    await expect(left()).resolves.toBe(vms);
    const stopping = stopProbes(machine, SET);
    await machine.run(['sh', '-c', `systemctl stop 'stackleap-probe-${SET}-*-${vms - 1}-*'`]);
    await expect(stopping).resolves.toBeGreaterThan(vms - 2);
    await expect(left()).resolves.toBe(0);
    await expect(stopProbes(machine, SET)).resolves.toBe(0);
  });
}
