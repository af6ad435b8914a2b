import { stopProbes } from '../../../connectors/probes/probe-units';
import type { RemoteMachine } from '../../../model/command';
import { labMachines } from '../../support/lab-machines';

const SET = 'many-test';
const VMS = 2_000;
/** Units of the names that probes have, without a process each. */
const BEGIN = `i=0; while [ $i -lt ${VMS} ]; do i=$((i + 1))
systemd-run --quiet --collect --remain-after-exit --unit="stackleap-probe-${SET}-a-vm-of-a-name-as-long-as-they-become-$i-12345678.service" true
echo $i; done`;

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

test('the units of 2,000 VMs are ended, those that end meanwhile among them', async () => {
  await machine.run(['sh', '-c', BEGIN]);
  await expect(left()).resolves.toBe(VMS);
  const stopping = stopProbes(machine, SET);
  await machine.run(['sh', '-c', `systemctl stop 'stackleap-probe-${SET}-*-1999-*'`]);
  await expect(stopping).resolves.toBeGreaterThan(VMS - 2);
  await expect(left()).resolves.toBe(0);
  await expect(stopProbes(machine, SET)).resolves.toBe(0);
});
