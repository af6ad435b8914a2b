import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { PROBE_STEPS } from '../../../activities/probes/steps';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { guardFrames, readFed } from '../../../activities/agents/guard/frame-guard';
import type { MuteVm } from '../../../activities/probes/probed';
import { measure } from '../../../activities/probes/measure';
import { closeDatabases } from '../../support/databases';
import { VMS, type LabVm } from '../../../lab/inventory';
import type { TargetLoss } from '../../../model/report/loss';
import type { UndoEntry } from '../../../model/ledger';
import { probeFolder } from '../../../connectors/probes/probe';
import { ensureProbes, stopProbes } from '../../../connectors/probes/probe-units';
import { readProbeClock, readProbeLoss } from '../../../connectors/probes/read-loss';
import { readRunning } from '../../../connectors/probes/running-probes';
import { createStore } from '../../../connectors/store/store';
import type { StoredFile } from '../../../model/run';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { eventually } from '../../support/eventually';
import { labMachines } from '../../support/lab-machines';
import { whileMute } from '../../support/mute-guest';
import { temporaryFolder } from '../../support/temporary-folder';

const RUN = { id: 'probe-test', cluster: 'lab', datacenter: 'lab' };
/** Another run of the cluster, and the probes of another cluster. */
const LATER = { ...RUN, id: 'later-test' };
const OTHER = 'other-test';
const START = { run: RUN, step: 'freeze/probes/start', phase: 'freeze' } as const;
const STOP = { run: RUN, step: 'verify/probes/stop', phase: 'verify' } as const;

const folder = temporaryFolder();
const definition = {
  ...LAB_DEFINITION,
  probes: {
    ...LAB_DEFINITION.probes,
    namespaces: { 'provider-flat': 'probe-flat', 'tenant-vlan': 'probe-vlan' },
    controls: [{ name: 'control-flat', address: '10.1.0.3', namespace: 'probe-flat' }],
  },
};
const lab = labMachines(definition, createStore(folder, 'lab'));
const activities = activitiesOf(PROBE_STEPS, lab.deps);

/** How many targets are pinged, from however many units. */
async function pinged(set = RUN.id): Promise<number> {
  const { single, groups } = await readRunning(await lab.machine('controller'), set);
  return [...single, ...[...groups.values()].flat()].length;
}

async function units(set = RUN.id): Promise<number> {
  const { stdout } = await (
    await lab.machine('controller')
  ).run(['systemctl', 'list-units', '--plain', '--no-legend', `stackleap-probe-${set}-*`]);
  return stdout.split('\n').filter((line) => line !== '').length;
}

function lossOf(vm: string): TargetLoss | undefined {
  const { vms } = lab.ledger.facts.get('loss') as unknown as { vms: TargetLoss[] };
  return vms.find(({ name }) => name === vm);
}

async function undo(run = RUN): Promise<void> {
  const entry = lab.ledger.undos[0] as UndoEntry;
  await undosOf(PROBE_STEPS, lab.deps)['stopProbes']?.(entry, run);
}

afterAll(async () => {
  if (lab.ledger.undos.length > 0) await undo();
  const controller = await lab.machine('controller');
  await stopProbes(controller, OTHER);
  for (const set of [RUN.id, LATER.id, OTHER]) await controller.run(['rm', '-rf', probeFolder(set)]);
  lab.close();
  await closeDatabases();
});

test('every running VM and the control target are pinged, once, until the probes are stopped', async () => {
  await expect(activities.readProbeBlockers(START)).resolves.toMatchObject({ blockers: [] });
  await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({ changed: true });
  await expect(pinged()).resolves.toBe(VMS.length + 1);
  await expect(units()).resolves.toBe(Object.keys(definition.probes.namespaces).length);
  await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({ changed: false });
  await expect(pinged()).resolves.toBe(VMS.length + 1);

  await expect(activities.ensureProbesStopped(STOP)).resolves.toMatchObject({ changed: true });
  const loss = lab.ledger.facts.get('loss') as unknown as { vms: TargetLoss[]; controls: TargetLoss[] };
  expect(loss.vms.map(({ name }) => name).sort()).toEqual(VMS.map(({ name }) => name).sort());
  expect(loss.vms.every(({ sent }) => sent >= 5)).toBe(true);
  expect(loss.controls).toHaveLength(1);
  expect(lab.ledger.facts.get('loss')).toMatchObject({
    prober: { intervalMs: 100, paces: [{ name: 'control-flat', answersPerSecond: expect.closeTo(10, 0) }] },
  });
  await expect(units()).resolves.toBe(0);

  const samples = lab.ledger.facts.get('samples');
  const [file] = (samples?.['files'] ?? []) as unknown as (StoredFile & { bytes: number })[];
  const { path = '', bytes } = file ?? {};
  expect(statSync(path).size).toBe(bytes);
  const names = execFileSync('tar', ['-tzf', path], { encoding: 'utf8' }).split('\n');
  expect(names.filter((name) => name.endsWith('.log'))).toHaveLength(VMS.length + 1);
  // The same logs are the same file.
  await activities.ensureProbesStopped(STOP);
  expect(lab.ledger.facts.get('samples')).toEqual(samples);
});

test('what thousands of VMs lost is reported in their order, also of those without a log', async () => {
  const names = Array.from({ length: 2_500 }, (_, i) => `${'a-long-name-of-a-vm'.repeat(2)}-${i}`);
  const found = await readProbeLoss(await lab.machine('controller'), 'no-such-set', names, {
    since: 0,
    intervalMs: 100,
  });
  expect(found.map(({ name }) => name)).toEqual(names);
  expect(found.every(({ sent }) => sent === 0)).toBe(true);
});

test.each(['fping -l', 'ping.py'])('a killed %s is started again: the loss goes on being watched', async (program) => {
  await activities.ensureProbesStarted(START);
  const controller = await lab.machine('controller');
  const killed = await readProbeClock(controller);
  await controller.run(['pkill', '-9', '-f', program]);
  await eventually(async () => {
    await expect(pinged()).resolves.toBe(VMS.length + 1);
    const { vms } = await measure(lab.deps, definition, lab.ledger, { since: killed });
    expect(vms.map(({ sent, lost }) => sent - lost > 3)).toEqual(VMS.map(() => true));
  });
  await undo();
  await expect(units()).resolves.toBe(0);
  await undo();
});

test('what one VM loses is kept apart from what the control target loses', async () => {
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

test('a VM that answers no ping is asked by ARP; one that answers neither is left out, and both are named', async () => {
  const [quiet, dumb] = VMS.slice(-2) as [LabVm, LabVm];
  const host = await lab.machine(dumb.host);
  await whileMute(await lab.machine(quiet.host), quiet, () =>
    whileMute(
      host,
      dumb,
      async () => {
        await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({
          changed: true,
          summary: expect.stringContaining(
            `Asked by ARP, as they answer no ping: ${quiet.name} on ${quiet.host}. ` +
              `Not watched, as they answer neither ping nor ARP: ${dumb.name} on ${dumb.host}.`,
          ),
        });
        await expect(activities.ensureProbesStarted(START)).resolves.toMatchObject({ changed: false });
        await activities.ensureProbesMeasured(STOP);
        expect(lossOf(quiet.name)?.lost).toBe(0);

        const { unwatched } = lab.ledger.facts.get('probes') as unknown as { unwatched: MuteVm[] };
        await expect(readFed(host, 'br-int', unwatched, 100)).resolves.toEqual(unwatched);
        const guard = await guardFrames(host, 'br-int', unwatched, 1_000);
        await expect(guard()).resolves.toEqual([]);
        const drop = `priority=65535,dl_dst=${dumb.mac}`;
        await host.run(['ovs-ofctl', 'add-flow', 'br-int', `cookie=0x7,${drop},actions=drop`]);
        try {
          await eventually(async () =>
            expect(await guard()).toEqual([expect.stringContaining(`no frame has reached ${dumb.name}`)]),
          );
          // Whoever begins to guard it only now finds it silent as well; a broadcast of another VM may still reach it.
          const later = await guardFrames(host, 'br-int', unwatched, 1_000);
          await eventually(async () => expect(await later()).toHaveLength(1));
          await eventually(async () => expect(await readFed(host, 'br-int', unwatched, 100)).toEqual([]));
        } finally {
          await host.run(['ovs-ofctl', 'del-flows', 'br-int', 'cookie=0x7/-1']);
        }
        await eventually(async () => expect(await guard()).toEqual([]));
      },
      { arp: true },
    ),
  );
  await activities.ensureProbesStopped(STOP);
  await expect(units()).resolves.toBe(0);
  const loss = lab.ledger.facts.get('loss') as unknown as { byArp: object[]; unwatched: object[] };
  expect(loss).toMatchObject({
    byArp: [{ name: quiet.name, host: quiet.host }],
    unwatched: [{ name: dumb.name, host: dumb.host }],
  });
  expect(lossOf(quiet.name)?.sent).toBeGreaterThan(5);
  expect(lossOf(dumb.name)).toBeUndefined();
});

test('what an earlier run has left pinging ends when a later one begins, and its samples stay; other clusters’ probes go on', async () => {
  const controller = await lab.machine('controller');
  await ensureProbes(controller, OTHER, [{ name: 'vm1', address: '10.1.0.3', namespace: 'probe-flat' }], 1_000);
  await activities.ensureProbesStarted(START);
  const later = { ...START, run: LATER };
  await expect(activities.ensureProbesStarted(later)).resolves.toMatchObject({
    changed: true,
    summary: expect.stringContaining(`${VMS.length + 1} probes of earlier runs ended.`),
  });
  await expect(Promise.all([RUN.id, LATER.id, OTHER].map(pinged))).resolves.toEqual([0, VMS.length + 1, 1]);
  const logs = await controller.run(['sh', '-c', `ls ${probeFolder(RUN.id)}/*.log`]);
  expect(logs.stdout.trim().split('\n').length).toBeGreaterThan(VMS.length);
  await expect(activities.ensureProbesStarted(later)).resolves.toMatchObject({ changed: false });

  await undo(LATER);
  await undo(LATER);
  await expect(Promise.all([RUN.id, LATER.id, OTHER].map(pinged))).resolves.toEqual([0, 0, 1]);
});
