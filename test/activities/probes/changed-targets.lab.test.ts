import { guardLoss } from '../../../activities/agents/guard/loss-guard';
import { probeFolder, TIMEOUT_MS } from '../../../connectors/probes/probe';
import { ensureProbes, stopProbes } from '../../../connectors/probes/probe-units';
import { readProbeClock, readProbeLoss } from '../../../connectors/probes/read-loss';
import { readPaces } from '../../../connectors/probes/read-pace';
import { readRunning } from '../../../connectors/probes/running-probes';
import type { RemoteMachine } from '../../../model/remote-command';
import { eventually } from '../../support/eventually';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { labMachines } from '../../support/lab-machines';

const SET = 'changed-test';
const INTERVAL_MS = 100;
const BUDGET_MS = 1_000;
const target = (i: number) => ({ name: `vm${i}-0000000${i}`, address: `127.2.0.${i}`, namespace: '' });
const [one, two, three] = [target(1), target(2), target(3)];

const definition = { ...LAB_DEFINITION, probes: { ...LAB_DEFINITION.probes, longestGapMs: BUDGET_MS } };
const lab = labMachines(definition);
let machine: RemoteMachine;

beforeAll(async () => {
  machine = await lab.machine('controller');
});
afterAll(async () => {
  await stopProbes(machine, SET);
  await machine.run(['rm', '-rf', probeFolder(SET)]);
  lab.close();
});

async function lossOf(name: string, since = 0) {
  const [found] = await readProbeLoss(machine, SET, [name], { since, intervalMs: INTERVAL_MS });
  return found ?? { sent: 0, lost: 0 };
}

test('a target that comes or goes costs the others no sample, and gives them none twice', async () => {
  const began = await readProbeClock(machine);
  await expect(ensureProbes(machine, SET, [one, two], INTERVAL_MS)).resolves.toBe(2);
  await eventually(async () => expect((await lossOf(one.name)).sent).toBeGreaterThan(10));
  await expect(ensureProbes(machine, SET, [one, two, three], INTERVAL_MS)).resolves.toBe(1);
  await eventually(async () => expect((await lossOf(three.name)).sent).toBeGreaterThan(20));
  await expect(stopProbes(machine, SET, (name) => name === two.name)).resolves.toBe(1);
  const gone = await lossOf(two.name);
  await eventually(async () => expect((await lossOf(one.name)).sent).toBeGreaterThan(gone.sent + 60));
  // what was on its way is told of, and nothing after it
  expect((await lossOf(two.name)).sent).toBeLessThan(gone.sent + 40);

  const [pace] = await readPaces(machine, SET, [one.name]);
  const seconds = (await readProbeClock(machine)) - began;
  const { sent, lost } = await lossOf(one.name);
  expect(lost).toBe(0);
  expect(pace?.longestMs).toBeLessThan(1_000);
  expect(sent).toBeGreaterThan(seconds * 10 - 25);
  expect(sent).toBeLessThan(seconds * 10 + 5);
});

test('one that has another address since is asked there', async () => {
  await expect(ensureProbes(machine, SET, [{ ...one, address: '127.2.0.9' }], INTERVAL_MS)).resolves.toBe(1);
  await eventually(async () => {
    const { stdout } = await machine.run(['tail', '-n', '1', `${probeFolder(SET)}/${one.name}.log`]);
    expect(stdout).toContain(' 127.2.0.9 : [');
  });
});

test('units of an earlier version go on pinging what they pinged, and end with the rest', async () => {
  const old = target(5);
  await machine.run([
    ...['systemd-run', '--quiet', '--collect', `--unit=stackleap-probe-${SET}-${old.name}.service`],
    ...[`--property=StandardOutput=append:${probeFolder(SET)}/${old.name}.log`],
    ...['--', 'fping', '-l', '-D', '-p', String(INTERVAL_MS), '-t', '1000', old.address],
  ]);
  await expect(ensureProbes(machine, SET, [old, target(6)], INTERVAL_MS)).resolves.toBe(1);
  await expect(readRunning(machine, SET)).resolves.toMatchObject({ single: [old.name] });
  await expect(stopProbes(machine, SET)).resolves.toBe(4);
  await expect(readRunning(machine, SET)).resolves.toEqual({ single: [], groups: new Map() });
});

test('the silence of one target among many is seen as soon as it is beyond the budget', async () => {
  const many = Array.from({ length: 240 }, (_, i) => ({
    ...target(1),
    name: `many-${i}`,
    address: `127.3.0.${i + 1}`,
  }));
  const [first] = many as [(typeof many)[0]];
  await ensureProbes(machine, SET, many, INTERVAL_MS);
  const run = { id: SET, cluster: 'lab', datacenter: 'lab' };
  await lab.ledger.recordFact(run, 'probes', {
    ...{ set: SET, byArp: [], unwatched: [] },
    points: [
      { machine: 'controller', vms: many.map(({ name }) => ({ name, vm: name, host: 'compute1' })), controls: [] },
    ],
  });
  await eventually(async () => expect((await lossOf('many-239')).sent).toBeGreaterThan(10));
  const guard = await guardLoss(lab.deps, definition, lab.ledger, { host: 'compute1', off: [] });
  await expect(guard.silent()).resolves.toEqual([]);
  const drop = ['INPUT', '-p', 'icmp', '--icmp-type', 'echo-request', '-d', first.address, '-j', 'DROP'];
  await machine.run(['iptables', '-I', ...drop]);
  const since = Date.now();
  try {
    await eventually(async () =>
      expect(await guard.silent()).toEqual([expect.stringMatching(/^many-0 .* not answered/)]),
    );
    expect(Date.now() - since).toBeLessThan(BUDGET_MS + TIMEOUT_MS + 1_500);
  } finally {
    await machine.run(['iptables', '-D', ...drop]);
  }
});
