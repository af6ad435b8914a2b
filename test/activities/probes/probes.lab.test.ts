import { createProbeActivities } from '../../../activities/probes/activities';
import { createProbeUndos } from '../../../activities/probes/undos';
import { closeDatabases } from '../../../activities/services/databases';
import { VMS, type LabVm } from '../../../lab/inventory';
import type { TargetLoss } from '../../../model/loss';
import type { UndoEntry } from '../../../model/ledger';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';
import { whileMute } from '../../support/mute-guest';

jest.setTimeout(60_000);

const RUN = { id: 'probe-test', cluster: 'lab', datacenter: 'lab' };
const START = { run: RUN, step: 'freeze/probes/start', phase: 'freeze' } as const;
const STOP = { run: RUN, step: 'verify/probes/stop', phase: 'verify' } as const;

const lab = labMachines({
  ...LAB_DEFINITION,
  probes: {
    machine: 'controller',
    intervalMs: 100,
    longestGapMs: 1_000,
    namespaces: { 'provider-flat': 'probe-flat', 'tenant-vlan': 'probe-vlan' },
    controls: [{ name: 'control-flat', address: '10.1.0.3', namespace: 'probe-flat' }],
  },
});
const activities = createProbeActivities(lab.deps);

async function units(): Promise<number> {
  const { stdout } = await (
    await lab.machine('controller')
  ).run(['systemctl', 'list-units', '--plain', '--no-legend', 'stackleap-probe-probe-test-*']);
  return stdout.split('\n').filter((line) => line !== '').length;
}

async function undo(): Promise<void> {
  const entry = lab.ledger.undos[0] as UndoEntry;
  await createProbeUndos(lab.deps)['stopProbes']?.(entry, RUN);
}

afterAll(async () => {
  if (lab.ledger.undos.length > 0) await undo();
  await (await lab.machine('controller')).run(['rm', '-rf', '/var/lib/stackleap/probes/probe-test']);
  lab.close();
  await closeDatabases();
});

test('every running VM and the control target are pinged, once, until the probes are stopped', async () => {
  await expect(activities.readProbeBlockers(START)).resolves.toMatchObject({ blockers: [] });
  await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({ changed: true });
  await expect(units()).resolves.toBe(VMS.length + 1);
  await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({ changed: false });
  await expect(units()).resolves.toBe(VMS.length + 1);

  await expect(activities.ensureProbesStopped(STOP)).resolves.toMatchObject({ changed: true });
  const loss = lab.ledger.facts.get('loss') as unknown as { vms: TargetLoss[]; controls: TargetLoss[] };
  expect(loss.vms.map(({ name }) => name).sort()).toEqual(VMS.map(({ name }) => name).sort());
  expect(loss.vms.every(({ sent }) => sent >= 5)).toBe(true);
  expect(loss.controls).toHaveLength(1);
  await expect(units()).resolves.toBe(0);
});

test('a killed pinger is started again by its unit: the loss goes on being watched', async () => {
  await activities.ensureProbesStarted(START);
  const controller = await lab.machine('controller');
  await controller.run(['pkill', '-9', '-f', `fping.*${VMS[0]?.address ?? ''}$`]);
  await eventually(async () => expect(await units()).toBe(VMS.length + 1));
  await undo();
  await expect(units()).resolves.toBe(0);
  await undo();
});

test('what one VM loses is told apart from what the control target loses', async () => {
  await activities.ensureProbesStarted(START);
  const host = await lab.machine('compute1');
  await host.run(['ip', 'netns', 'exec', 'vm-vm1', 'ip', 'link', 'set', 'eth0', 'down']);
  try {
    await eventually(async () => {
      await activities.ensureProbesMeasured(STOP);
      const { vms, controls } = lab.ledger.facts.get('loss') as unknown as {
        vms: TargetLoss[];
        controls: TargetLoss[];
      };
      expect(vms.find(({ name }) => name === 'vm1')?.longestRun).toBeGreaterThan(3);
      expect(vms.find(({ name }) => name === 'vm4')?.longestRun).toBeLessThan(2);
      expect(controls[0]?.longestRun).toBeLessThan(2);
    });
  } finally {
    await host.run(['ip', 'netns', 'exec', 'vm-vm1', 'ip', 'link', 'set', 'eth0', 'up']);
    await activities.ensureProbesStopped(STOP);
  }
});

test('a VM that does not answer before anything is touched is left out, and named', async () => {
  const vm = VMS.at(-1) as LabVm;
  const result = whileMute(await lab.machine(vm.host), vm, async () => activities.ensureProbesStarted(START));
  await expect(result).resolves.toMatchObject({
    summary: expect.stringContaining(`Not watched, as they do not answer: ${vm.name} on ${vm.host}.`),
  });
  await activities.ensureProbesStopped(STOP);
  const loss = lab.ledger.facts.get('loss') as unknown as { vms: TargetLoss[]; unwatched: object[] };
  expect(loss.unwatched).toEqual([{ name: vm.name, host: vm.host }]);
  expect(loss.vms.map(({ name }) => name)).not.toContain(vm.name);
});
