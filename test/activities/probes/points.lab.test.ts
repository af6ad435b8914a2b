import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { PROBE_STEPS } from '../../../activities/probes/steps';
import { isInFlight } from '../../../activities/probes/in-flight';
import { measure } from '../../../activities/probes/measure';
import { closeDatabases } from '../../support/databases';
import { nameOf } from '../../../connectors/probes/probe-groups';
import { stopProbes } from '../../../connectors/probes/probe-units';
import { readProbeClock } from '../../../connectors/probes/read-loss';
import { readRunning } from '../../../connectors/probes/running-probes';
import { createStore } from '../../../connectors/store/store';
import { VMS, type LabVm } from '../../../lab/inventory';
import type { ClusterDefinition } from '../../../model/cluster';
import type { UndoEntry } from '../../../model/ledger';
import { eventually } from '../../support/eventually';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';
import { temporaryFolder } from '../../support/temporary-folder';

const RUN = { id: 'points-test', cluster: 'lab', datacenter: 'lab' };
const START = { run: RUN, step: 'freeze/probes/start', phase: 'freeze' } as const;
const STOP = { run: RUN, step: 'verify/probes/stop', phase: 'verify' } as const;

const folder = temporaryFolder();
const definition = {
  ...LAB_DEFINITION,
  probes: {
    ...LAB_DEFINITION.probes,
    inFlightIntervalMs: 20,
    namespaces: { 'provider-flat': 'probe-flat', 'tenant-vlan': 'probe-vlan' },
    controls: [{ name: 'control-flat', address: '10.1.0.3', namespace: 'probe-flat' }],
  },
};

function open(cluster: ClusterDefinition) {
  const machines = labMachines(cluster, createStore(folder, 'lab'));
  return { ...machines, activities: activitiesOf(PROBE_STEPS, machines.deps) };
}
const lab = open(definition);
const { activities } = lab;

/** Names of the probes of a machine, from however many units. */
async function pinged(machine = 'controller'): Promise<readonly string[]> {
  const { single, groups } = await readRunning(await lab.machine(machine), RUN.id);
  return [...single, ...[...groups.values()].flat().map(nameOf)];
}

async function probes(machine = 'controller', wanted: (name: string) => boolean = () => true): Promise<number> {
  return (await pinged(machine)).filter(wanted).length;
}

async function undo(): Promise<void> {
  const entry = lab.ledger.undos[0] as UndoEntry;
  await undosOf(PROBE_STEPS, lab.deps)['stopProbes']?.(entry, RUN);
}

afterAll(async () => {
  for (const name of ['controller', 'compute3']) {
    const machine = await lab.machine(name);
    await machine.run(['sh', '-c', "systemctl stop 'stackleap-probe-points-test-*'"]);
    await machine.run(['rm', '-rf', '/var/lib/stackleap/probes/points-test']);
  }
  lab.close();
  await closeDatabases();
});

describe('a host that has its turn', () => {
  const host = 'compute1';
  const here = VMS.filter((vm) => vm.host === host).length;
  const always = VMS.length + 1;
  const turn = { run: RUN, step: `agents/${host}/probe`, phase: 'agents', host } as const;

  test('has its VMs pinged more often, and once only, until it is over', async () => {
    await activities.ensureProbesStarted(START);
    const since = await readProbeClock(await lab.machine('controller'));
    await expect(activities.ensureHostProbed(turn)).resolves.toMatchObject({ changed: true });
    await expect(activities.ensureHostProbed(turn)).resolves.toMatchObject({ changed: false });
    await expect(probes()).resolves.toBe(always + here);
    await eventually(async () => {
      const { vms } = await measure(lab.deps, definition, lab.ledger, { since, host });
      // as many as five times the pings that go on all the while
      expect(vms.map(({ sent, lost }) => sent - lost > 60)).toEqual(Array.from({ length: here }, () => true));
    });
    const { vms: all } = await measure(lab.deps, definition, lab.ledger, { since });
    for (const vm of all.filter((one) => one.host === host)) expect(vm.sent).toBeLessThan(60);

    // a worker that died half-way had begun some of them
    await stopProbes(await lab.machine('controller'), RUN.id, (name) => /^vm1-.*-flight$/.test(name));
    await expect(probes()).resolves.toBeLessThan(always + here);
    await expect(activities.ensureHostProbed(turn)).resolves.toMatchObject({ changed: true });
    await expect(probes()).resolves.toBe(always + here);
    await activities.ensureHostProbesEnded(turn);
    await expect(probes()).resolves.toBe(always);
  });

  test('leaves none of its own behind when it fails: they end with the next host’s turn, or the next start', async () => {
    const next = 'compute2';
    await activities.ensureProbesStarted(START);
    await activities.ensureHostProbed(turn);
    await expect(activities.ensureHostProbed({ ...turn, host: next })).resolves.toMatchObject({ changed: true });
    await expect(activities.ensureHostProbed({ ...turn, host: next })).resolves.toMatchObject({ changed: false });
    await expect(probes('controller', isInFlight)).resolves.toBe(VMS.filter((vm) => vm.host === next).length);
    await activities.ensureProbesStarted(START);
    await expect(probes('controller', isInFlight)).resolves.toBe(0);
  });

  test('is pinged as before when the run is undone', async () => {
    await activities.ensureHostProbed(turn);
    await undo();
    await expect(probes()).resolves.toBe(0);
  });
});

describe('a second machine that pings', () => {
  // compute3, from inside its VM on the flat network
  const [guest] = VMS.filter((vm) => vm.host === 'compute3' && vm.network.name === 'provider-flat') as [LabVm];
  const flat = VMS.filter((vm) => vm.network.name === 'provider-flat');
  const [control] = definition.probes.controls;
  const point = {
    machine: 'compute3',
    namespaces: { 'provider-flat': `vm-${guest.name}` },
    controls: control === undefined ? [] : [{ ...control, namespace: `vm-${guest.name}` }],
  };
  const twice = { ...definition, probes: { ...definition.probes, points: [point] } };
  const { activities: both, ...seen } = open(twice);

  afterAll(() => seen.close());

  test('tells of the VMs that it reaches, apart from the first one', async () => {
    await expect(both.readProbeBlockers(START)).resolves.toMatchObject({ blockers: [] });
    await expect(both.ensureProbesStarted(START)).resolves.toMatchObject({
      summary: expect.stringContaining(
        `${flat.length} VMs and 1 control targets are pinged from compute3 every 100 ms.`,
      ),
    });
    await expect(probes('compute3')).resolves.toBe(flat.length + 1);
    const one = await lab.machine('compute1');
    await one.run(['ip', 'netns', 'exec', 'vm-vm1', 'ip', 'link', 'set', 'eth0', 'down']);
    try {
      await eventually(async () => {
        const { vms } = await measure(seen.deps, twice, seen.ledger, { since: 0, host: 'compute1' });
        const silent = vms.filter(({ name }) => name === 'vm1').map(({ from, longestRun }) => [from, longestRun > 3]);
        expect(silent).toEqual([
          ['controller', true],
          ['compute3', true],
        ]);
      });
    } finally {
      await one.run(['ip', 'netns', 'exec', 'vm-vm1', 'ip', 'link', 'set', 'eth0', 'up']);
    }
    await both.ensureProbesStopped(STOP);
    await expect(probes('compute3')).resolves.toBe(0);
    expect(seen.ledger.facts.get('samples')).toMatchObject({
      files: [{ machine: 'controller' }, { machine: 'compute3' }],
    });
    const loss = seen.ledger.facts.get('loss') as unknown as { prober: { paces: { from: string }[] } };
    expect(loss.prober.paces.map(({ from }) => from)).toEqual(['controller', 'compute3']);
  });

  test('says what it lacks before anything is begun', async () => {
    const bad = { ...point, namespaces: { 'provider-flat': 'not-there' }, controls: [] };
    const wrong = open({ ...definition, probes: { ...definition.probes, points: [bad] } });
    const { blockers } = await wrong.activities.readProbeBlockers(START);
    expect(blockers.map(({ message }) => message)).toEqual([
      'compute3 has no network namespace not-there.',
      expect.stringContaining('probes.points[0].controls in the definition is empty'),
    ]);
    wrong.close();
  });

  test('is refused when a day of samples has no room on it', async () => {
    const machine = await lab.machine('compute3');
    const logs = '/var/lib/stackleap/probes';
    await machine.run(['mkdir', '-p', logs]);
    await machine.run(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', logs]);
    try {
      const { blockers } = await both.readProbeBlockers(START);
      expect(blockers.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^compute3 has 0\.0 GB free in .*, and pings of \d+ VMs every 100 ms write \d\.\d GB/),
      ]);
    } finally {
      await machine.run(['umount', logs]);
    }
  });
});
