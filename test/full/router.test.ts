import type { Dependencies } from '../../activities/dependencies';
import { readProbeClock, readProbeLoss, type ProbeLoss } from '../../connectors/probes/read-loss';
import { ensureProbes, stopProbes } from '../../connectors/probes/probe-units';
import { VMS, type LabVm } from '../../lab/inventory';
import type { RemoteMachine } from '../../model/command';
import { AgentHost } from '../support/agent-host';
import { eventually } from '../support/eventually';
import { devices, makeRouter, NEW_L3_UNIT, OLD_L3_UNIT, routeThrough, type LabRouter } from '../support/lab-router';
import { mortal } from '../support/mortal';

const HOST = 'compute1';
const SET = 'router-test';
const INTERVAL_MS = 10;
const vm = (name: string): LabVm => VMS.find((one) => one.name === name) as LabVm;
/** From one network to the other, on the router's host and from another host. */
const ROUTES = [
  { from: vm('vm1'), to: vm('vm2') },
  { from: vm('vm8'), to: vm('vm3') },
];

let host: AgentHost;
let router: LabRouter;
const machines = new Map<string, RemoteMachine>();
const on = ({ host: name }: LabVm): RemoteMachine => machines.get(name) as RemoteMachine;

beforeAll(async () => {
  host = await AgentHost.prepare(HOST);
  await host.replaceAgent();
  for (const name of new Set(ROUTES.map(({ from }) => from.host))) machines.set(name, await host.lab.machine(name));
  router = await makeRouter(host.definition, await host.lab.machine(HOST));
  for (const one of ROUTES.flatMap(({ from, to }) => [from, to])) await routeThrough(on(one), one, 'add');
  for (const { from, to } of ROUTES) {
    const probe = { name: from.name, address: to.address, namespace: `vm-${from.name}` };
    await ensureProbes(on(from), SET, [probe], INTERVAL_MS);
  }
  await forwarding();
});
afterAll(async () => {
  for (const machine of machines.values()) await stopProbes(machine, SET);
  for (const one of ROUTES.flatMap(({ from, to }) => [from, to])) await routeThrough(on(one), one, 'del');
  await router.remove();
  await host.close();
});

/** What each route has lost since a moment of its machine's clock. */
function lost(since: readonly number[]): Promise<ProbeLoss[]> {
  return Promise.all(
    ROUTES.map(async ({ from }, i) => {
      const wanted = { since: since[i] as number, intervalMs: INTERVAL_MS };
      return (await readProbeLoss(on(from), SET, [from.name], wanted))[0] as ProbeLoss;
    }),
  );
}

function now(): Promise<number[]> {
  return Promise.all(ROUTES.map(({ from }) => readProbeClock(on(from))));
}

/** Waits until either route carries two seconds of pings. */
async function forwarding(): Promise<void> {
  const since = await now();
  await eventually(
    async () => {
      for (const { sent, lost: missing } of await lost(since)) expect(sent - missing).toBeGreaterThan(200);
    },
    { timeoutMs: 120_000 },
  );
}

/** While `work` is done and for two seconds more no routed ping is lost, and the router's devices stay the same. */
async function withoutLoss(work: () => Promise<unknown>): Promise<void> {
  const machine = machines.get(HOST) as RemoteMachine;
  const before = await devices(machine, router.id);
  expect(before).toHaveLength(2);
  const since = await now();
  await work();
  await forwarding();
  const seen = await lost(since);
  process.stdout.write(
    `${seen.map(({ name, sent, lost: n }) => `${name}: ${n} of ${sent} routed pings lost`).join(', ')}\n`,
  );
  expect(seen.map(({ lost: n }) => n)).toEqual([0, 0]);
  await expect(devices(machine, router.id)).resolves.toEqual(before);
}

/** The step, whose check pings through the router. */
function replace(deps: Dependencies = host.deps) {
  const { network } = host.definition;
  const list = (unit: string) => [{ host: HOST, units: [unit] }];
  const [{ from, to }] = ROUTES as [(typeof ROUTES)[number]];
  const command = ['ip', 'netns', 'exec', `vm-${from.name}`, 'fping', '-c1', '-t500', to.address];
  const l3 = { old: list(OLD_L3_UNIT), new: list(NEW_L3_UNIT), check: { host: HOST, command } };
  const definition = { ...host.definition, network: { ...network, services: { ...network.services, l3 } } };
  const readDefinition = () => Promise.resolve(definition);
  return host.step('ensureAgentsReplaced', { service: 'l3' }, 'agents/services/l3', { ...deps, readDefinition });
}

async function active(): Promise<readonly string[]> {
  const { stdout } = await on(vm('vm1')).run(['systemctl', 'is-active', OLD_L3_UNIT, NEW_L3_UNIT], { accept: 'any' });
  return stdout.trim().split('\n');
}

test('a router forwards on while its agent is replaced, is asked for twice, and comes back', async () => {
  await withoutLoss(async () => {
    const first = await replace();
    process.stdout.write(`${first.summary}\n`);
    expect(first.changed).toBe(true);
    expect(host.service('l3')?.gapMs).toBeLessThan(1_000);
  });
  await expect(active()).resolves.toEqual(['inactive', 'active']);
  await withoutLoss(() => expect(replace()).resolves.toMatchObject({ changed: false }));
  await withoutLoss(() => host.undo());
  await expect(active()).resolves.toEqual(['active', 'inactive']);
});

test('killed when the old agent has stopped, it is taken up, and the router forwards all the while', async () => {
  await withoutLoss(async () => {
    const { deps } = mortal(host.deps, (argv) => argv.includes('unmask'));
    await expect(replace(deps)).rejects.toThrow('the worker was killed');
    expect((await active())[0]).not.toBe('active');
    await replace();
  });
  await expect(active()).resolves.toEqual(['inactive', 'active']);
  await withoutLoss(() => host.undo());
});
