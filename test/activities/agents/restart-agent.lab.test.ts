import { createAgentActivities } from '../../../activities/agents/activities';
import { createAgentUndos } from '../../../activities/agents/undos';
import type { Dependencies } from '../../../activities/dependencies';
import { createHostActivities } from '../../../activities/hosts/activities';
import { createHostUndos } from '../../../activities/hosts/undos';
import { createNetworkActivities } from '../../../activities/network/activities';
import { createNetworkUndos } from '../../../activities/network/undos';
import { createProbeActivities } from '../../../activities/probes/activities';
import { measure } from '../../../activities/probes/measure';
import { createProbeUndos } from '../../../activities/probes/undos';
import { closeDatabases } from '../../../activities/services/databases';
import { readDefinition } from '../../../config/read-definition';
import { dumpFlows, readVswitchd } from '../../../connectors/openvswitch/bridges';
import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { parseFlows } from '../../../flows/saved-flows';
import { SEED_COOKIE } from '../../../flows/seeds';
import type { ClusterDefinition } from '../../../model/cluster';
import type { StepResult } from '../../../model/run';
import { planAgents } from '../../../plan/agents';
import { planNetwork } from '../../../plan/network';
import { HELD_UNITS } from '../../../releases/liberty-to-stein/packages';
import { labMachines } from '../../support/lab-machines';
import { memoryStore } from '../../support/memory';

jest.setTimeout(240_000);

const HOST = 'compute3';
const BRIDGES = ['br-vlan', 'br-int'];
const RUN = { id: '99999999-agents-test', cluster: 'lab', datacenter: 'lab' };
const HOST_STEPS = ['ensureRepositories', 'ensureUnitsHeld', 'ensurePackagesSwapped', 'ensureConfiguration'];

type Activities = Readonly<Record<string, (input: object) => Promise<StepResult>>>;

let definition: ClusterDefinition;
let lab: ReturnType<typeof labMachines>;
let deps: Dependencies;
let activities: Activities;

function activitiesOf(parts: Dependencies): Activities {
  return {
    ...createNetworkActivities(parts),
    ...createHostActivities(parts),
    ...createProbeActivities(parts),
    ...createAgentActivities(parts),
  } as unknown as Activities;
}

function step(activity: string, input: object = { host: HOST }, id = `agents/${HOST}/${activity}`, from = activities) {
  return from[activity]?.({ run: RUN, step: id, phase: 'agents', ...input }) as Promise<StepResult>;
}

/** Undoes the newest steps until so many are left. */
async function undo(left: number): Promise<void> {
  const undos = {
    ...createNetworkUndos(deps),
    ...createHostUndos(deps),
    ...createProbeUndos(deps),
    ...createAgentUndos(deps),
  };
  for (const entry of lab.ledger.undos.slice(0, lab.ledger.undos.length - left)) {
    await undos[entry.kind]?.(entry, RUN);
    await lab.ledger.closeUndo(RUN, entry.step);
  }
}

/** The host as an operator sees it: bridges with modes, flows and ports, held units, the switch's process. */
async function look(): Promise<object> {
  const machine = await lab.machine(HOST);
  const { bridges, managers } = await readSwitch(machine);
  const flows = await Promise.all(BRIDGES.map(async (bridge) => parseFlows(await dumpFlows(machine, bridge))));
  const units = HELD_UNITS.map(({ unit }) => unit);
  const { stdout: held } = await machine.run(['systemctl', 'is-enabled', ...units], { accept: 'any' });
  return { bridges, managers, flows, held, vswitchd: await readVswitchd(machine) };
}

async function seeds(): Promise<number> {
  const counts = await (await HostHelper.install(await lab.machine(HOST))).count(BRIDGES, SEED_COOKIE);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The most that a VM of the host has lost in a row since a moment of the probe machine's clock. */
async function longestRun(since: number): Promise<number> {
  const { vms } = await measure(deps, definition, lab.ledger, { since, host: HOST });
  process.stdout.write(`${JSON.stringify(vms)}\n`);
  expect(vms.length).toBeGreaterThan(1);
  return Math.max(...vms.map((vm) => vm.longestRun));
}

async function probeClock(): Promise<number> {
  return Number((await (await lab.machine(definition.probes.machine)).run(['date', '+%s.%N'])).stdout);
}

/** How many undos there are before a test begins. */
let prepared = 0;

beforeAll(async () => {
  definition = await readDefinition('lab');
  lab = labMachines(definition);
  deps = { ...lab.deps, store: memoryStore() };
  activities = activitiesOf(deps);
  await step('ensureProbesStarted', {}, 'network/probes/start');
  for (const { id, activity, input } of planNetwork().groups.flatMap(({ lanes }) =>
    lanes.flatMap((lane) => lane.steps),
  ))
    await step(activity, input, id);
  for (const activity of HOST_STEPS) await step(activity, { host: HOST }, `hosts/${HOST}/${activity}`);
  prepared = lab.ledger.undos.length;
});

afterAll(async () => {
  try {
    await undo(0);
  } finally {
    lab.close();
    await closeDatabases();
  }
});

test('an agent is restarted behind seeds without a gap, twice the same, and undone to the letter', async () => {
  const before = await look();
  const since = await probeClock();
  const planned = planAgents(definition, [HOST], true).groups.flatMap(({ lanes }) =>
    lanes.flatMap((lane) => lane.steps),
  );
  for (const { id, activity, input } of planned) {
    const { summary } = await step(activity, input, id);
    process.stdout.write(`${id}: ${summary}\n`);
    if (activity === 'ensureFlowsSeeded' || activity === 'ensureBridgesChanged') {
      await expect(step(activity, input, id)).resolves.toMatchObject({ changed: false });
      expect(await seeds()).toBeGreaterThan(0);
    }
  }
  expect(await seeds()).toBe(0);
  await expect(step('ensureBridgesChanged')).resolves.toMatchObject({ changed: false });
  await expect(longestRun(since)).resolves.toBeLessThan(2);

  await undo(prepared);
  await expect(look()).resolves.toEqual(before);
  await expect(longestRun(since)).resolves.toBeLessThan(2);
});

test('without seeds a restart costs seconds; they are reported, and no failure when they were asked for', async () => {
  const before = await look();
  const since = await probeClock();
  for (const activity of ['verifyHostReady', 'ensureAgentStarted']) await step(activity);
  await expect(step('verifyVmsAnswer', { host: HOST, tolerate: false })).rejects.toMatchObject({ type: 'PacketsLost' });
  const { summary } = await step('verifyVmsAnswer', { host: HOST, tolerate: true });
  process.stdout.write(`unprotected: ${summary}\n`);
  await expect(longestRun(since)).resolves.toBeGreaterThan(10);
  await undo(prepared);
  await expect(look()).resolves.toEqual(before);
});

test('a bridge change whose worker dies goes on by itself, and is taken up', async () => {
  const before = await look();
  const since = await probeClock();
  await step('ensureFlowsSeeded');
  const dying = labMachines(definition);
  const attempt = step(
    'ensureBridgesChanged',
    { host: HOST },
    undefined,
    activitiesOf({ ...dying.deps, store: deps.store, ledger: lab.deps.ledger }),
  );
  setTimeout(() => dying.close(), 900);
  await attempt.catch(() => undefined);
  await step('ensureBridgesChanged');
  const { bridges } = await readSwitch(await lab.machine(HOST));
  for (const name of BRIDGES)
    expect(bridges.find((bridge) => bridge.name === name)).toMatchObject({
      controllers: ['tcp:127.0.0.1:6633'],
      failMode: 'secure',
    });
  await undo(prepared);
  await expect(look()).resolves.toEqual(before);
  await expect(longestRun(since)).resolves.toBeLessThan(2);
});

test('a host is not touched when Neutron knows a port otherwise than it is plugged', async () => {
  const machine = await lab.machine(HOST);
  const { bridges } = await readSwitch(machine);
  const port = bridges
    .find(({ name }) => name === 'br-int')
    ?.ports.find(({ externalIds }) => 'iface-id' in externalIds);
  const mac = port?.externalIds['attached-mac'] ?? '';
  const set = (value: string) =>
    machine.run(['ovs-vsctl', 'set', 'Interface', port?.name ?? '', `external_ids:attached-mac="${value}"`]);
  await set('fa:16:3e:ff:ff:ff');
  try {
    await expect(step('verifyHostReady')).rejects.toThrow(`has mac_address ${mac} instead of fa:16:3e:ff:ff:ff`);
  } finally {
    await set(mac);
  }
});
