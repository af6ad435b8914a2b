import { probeFolder } from '../../connectors/probes/probe';
import { ensureProbes, stopProbes } from '../../connectors/probes/probe-units';
import { readProbeLoss } from '../../connectors/probes/read-loss';
import type { RemoteMachine } from '../../model/remote-command';
import { eventually } from './eventually';
import { labMachines } from './lab-machines';

const SET = 'many-test';
const INTERVAL_MS = 1_000;
/** Units of the names that probes of earlier versions have, without a process each. */
const begin = (vms: number): string => `i=0; while [ $i -lt ${vms} ]; do i=$((i + 1))
systemd-run --quiet --collect --remain-after-exit --unit="stackleap-probe-${SET}-a-vm-of-a-name-as-long-as-they-become-$i-12345678.service" true
echo $i; done`;

/** Tests that so many VMs are pinged, and that the units are ended which earlier versions made for each of them. */
export function manyProbeUnitsTests(vms: number): void {
  const lab = labMachines();
  let machine: RemoteMachine;

  beforeAll(async () => {
    machine = await lab.machine('compute1');
  });
  afterAll(async () => {
    await machine.run(['sh', '-c', `systemctl stop 'stackleap-probe-${SET}-*'`]);
    await machine.run(['rm', '-rf', probeFolder(SET)]);
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

  test(`${vms} targets of one namespace are pinged by one unit, each with a log of its own`, async () => {
    const probes = Array.from({ length: vms }, (_, i) => ({
      name: `target-${i}`,
      address: `127.1.${Math.floor(i / 250)}.${(i % 250) + 1}`,
      namespace: '',
    }));
    await expect(ensureProbes(machine, SET, probes, INTERVAL_MS)).resolves.toBe(vms);
    await expect(ensureProbes(machine, SET, probes, INTERVAL_MS)).resolves.toBe(0);
    await expect(left()).resolves.toBe(1);
    const names = probes.map(({ name }) => name);
    await eventually(async () => {
      const seen = await readProbeLoss(machine, SET, names, { since: 0, intervalMs: INTERVAL_MS });
      expect(seen.filter(({ sent, lost }) => sent >= 3 && lost === 0)).toHaveLength(vms);
    });
    await expect(stopProbes(machine, SET)).resolves.toBe(vms);
    await expect(left()).resolves.toBe(0);
  });
}
