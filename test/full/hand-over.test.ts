import { setTimeout as sleep } from 'node:timers/promises';
import type { Dependencies } from '../../activities/dependencies';
import { openSession } from '../../activities/toolbox/open-session';
import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { labHost } from '../../lab/hosts/host';
import { CONTROLLER, DHCP_PORTS, VMS } from '../../lab/inventory';
import type { ClusterDefinition } from '../../model/cluster';
import { AgentHost } from '../support/agent-host';
import { eventually } from '../support/eventually';
import { labMachines } from '../support/lab-machines';
import { mortal } from '../support/mortal';

const HOST = 'compute1';
const STEP = 'agents/services/dhcp';
const UNIT = 'neutron-dhcp-agent';
const DEVICE = /^dhcp[0-9a-f-]{36}-/;

let host: AgentHost;
beforeAll(async () => {
  host = await AgentHost.prepare(HOST);
  await host.replaceAgent();
});
afterAll(() => host.close());

function handOver(deps?: Dependencies) {
  return host.step('ensureDhcpHandedOver', {}, STEP, deps);
}

/** The same, for a definition that was changed. */
function withDhcp(change: object): Dependencies {
  const { network } = host.definition;
  const dhcp = { ...network.services.dhcp, ...change };
  const definition = { ...host.definition, network: { ...network, services: { ...network.services, dhcp } } };
  return { ...host.deps, readDefinition: () => Promise.resolve(definition as ClusterDefinition) };
}

/** What it is like when the Open vSwitch agent has wired every port: a new one is on the dead VLAN until then. */
function look(): Promise<object> {
  return eventually(async () => {
    const seen = await read();
    expect(JSON.stringify(seen)).not.toContain('tag=4095');
    return seen;
  });
}

/**
 * DHCP as an operator sees it: who serves with which arguments, ports and leases, and what the new Neutron knows. What a client calls
 * itself is left out: it stands in a lease from the first renewal on.
 */
async function read(): Promise<object> {
  const machine = await host.lab.machine(HOST);
  const { namespaces, servers } = await (await DhcpMachine.install(machine)).read();
  const files = servers.map(async ({ folder }) =>
    machine.run([
      'sh',
      '-c',
      'cd "$1" && grep -v "^duid" leases | cut -d" " -f2-4 | sort; cat host opts',
      'sh',
      folder ?? '',
    ]),
  );
  const { stdout: unit } = await machine.run(['systemctl', 'is-enabled', UNIT], { accept: 'any' });
  const api = new NetworkApi(await openSession(host.definition));
  const ports = await api.list('port', { device_owner: 'network:dhcp' });
  const shown = ports.map((port) => ['id', 'device_id', 'binding:host_id'].map((field) => port[field]));
  return {
    ...{ namespaces, servers, unit, ports: shown.map((words) => JSON.stringify(words)).toSorted() },
    files: (await Promise.all(files)).map(({ stdout }) => stdout),
    agents: (await api.list('agent', { binary: UNIT })).length,
  };
}

/** How often the new agent has been started. */
async function starts(): Promise<number> {
  const machine = await host.lab.machine(HOST);
  const { stdout } = await machine.run(['journalctl', '--unit', UNIT, '--output', 'cat']);
  return stdout.split('\n').filter((line) => line.startsWith('Started ')).length;
}

/** Renews a VM's lease from inside, once. */
async function renews(name: string): Promise<boolean> {
  const vm = VMS.find((one) => one.name === name);
  const machine = await host.lab.machine(vm?.host ?? '');
  return (await machine.run(['lab-renew', name], { accept: 'any' })).exitCode === 0;
}

async function served(): Promise<void> {
  const machine = await host.lab.machine(HOST);
  const { servers } = await (await DhcpMachine.install(machine)).read();
  for (const { network } of DHCP_PORTS)
    expect(servers.map(({ namespace }) => namespace)).toContain(`qdhcp-${network.id}`);
  for (const vm of ['vm3', 'vm4', 'vm7']) await expect(renews(vm)).resolves.toBe(true);
}

test('every VM renews its lease with the new agent, also when it is asked twice, and with the old server after the undo', async () => {
  await served();
  const before = await look();
  const since = await host.clock();
  const started = await starts();
  const first = await handOver();
  await expect(starts()).resolves.toBe(started + 1);
  process.stdout.write(`${first.summary}\n`);
  expect(first).toMatchObject({ changed: true });
  const told = host.service('dhcp');
  expect(told).toMatchObject({
    ...{ outcome: 'handed-over', machines: [HOST], networks: DHCP_PORTS.length, backMs: null },
    renewed: host.definition.network.services.dhcp?.leaseChecks.map(({ network }) => network),
  });
  expect(told?.gapMs).toBeGreaterThan(500);
  expect(told?.gapMs).toBeLessThanOrEqual(Date.now() - Date.parse(told?.stoppedAt ?? ''));
  await served();
  const api = new NetworkApi(await openSession(host.definition));
  for (const { portId, mac, address } of DHCP_PORTS)
    await expect(api.find('port', portId)).resolves.toMatchObject({
      ...{ device_id: expect.stringMatching(DEVICE), 'binding:host_id': HOST, status: 'ACTIVE', mac_address: mac },
      fixed_ips: [{ ip_address: address }],
    });
  const now = await look();
  await expect(handOver()).resolves.toMatchObject({ changed: false });
  await expect(look()).resolves.toEqual(now);
  expect(host.service('dhcp')).toEqual(told);
  await host.undo();
  expect(host.service('dhcp')).toEqual({ ...told, outcome: 'put-back', backMs: expect.any(Number) });
  expect(host.service('dhcp')?.backMs).toBeLessThan(10_000);
  await served();
  await expect(look()).resolves.toEqual(before);
  await expect(host.longestRun(since)).resolves.toBeLessThan(3);
});

test('when no lease is renewed, the old server answers again within seconds', async () => {
  const before = await look();
  const failing = withDhcp({ leaseChecks: [{ network: 'provider-flat', host: 'compute2', command: ['false'] }] });
  const refused = await handOver(failing).then(
    () => new Error('through'),
    (error: Error) => error,
  );
  process.stdout.write(`${refused.message}\n`);
  expect(Number(/back after ([\d.]+) s/.exec(refused.message)?.[1])).toBeLessThan(10);
  expect(refused).toMatchObject({
    type: 'HandOverFailed',
    message: expect.stringMatching(/^DHCP: no lease was renewed on provider-flat: .*The old servers were back after /),
  });
  const told = host.service('dhcp');
  expect(told).toMatchObject({ outcome: 'put-back', machines: [HOST], renewed: [] });
  expect(told?.backMs).toBeLessThan(10_000);
  // The check was asked for 20 s.
  expect(told?.gapMs).toBeGreaterThan(20_000);
  await served();
  await expect(look()).resolves.toEqual(before);
  // The same step, once its check is right.
  await expect(handOver()).resolves.toMatchObject({ changed: true });
  expect(host.service('dhcp')).toMatchObject({ outcome: 'handed-over', gapMs: expect.any(Number), backMs: null });
  expect(host.service('dhcp')?.stoppedAt).not.toBe(told?.stoppedAt);
  await served();
  await host.undo();
  await expect(look()).resolves.toEqual(before);
});

test.each([0, 2_500])('killed %i ms after the old servers have gone down, it is taken up', async (delay) => {
  const before = await look();
  const dying = labMachines(host.definition);
  const { deps, kill } = mortal({ ...dying.deps, store: host.deps.store, ledger: host.lab.deps.ledger });
  const attempt = handOver(deps).catch(() => undefined);
  const machine = await DhcpMachine.install(await host.lab.machine(HOST));
  await eventually(async () => {
    const { servers } = await machine.read();
    expect(servers.flatMap(({ argv }) => argv).join(' ')).not.toContain('--domain=openstacklocal --no-hosts');
    expect(servers.length).toBeLessThan(DHCP_PORTS.length);
  });
  await sleep(delay);
  kill();
  dying.close();
  await attempt;
  const left = host.service('dhcp');
  expect(left).toMatchObject({ outcome: 'unfinished', gapMs: null });
  await handOver();
  const told = host.service('dhcp');
  expect(told).toMatchObject({ outcome: 'handed-over', stoppedAt: left?.stoppedAt });
  expect(told?.gapMs).toBeGreaterThan(delay);
  await served();
  await host.undo();
  await expect(look()).resolves.toEqual(before);
});

test('killed once Neutron knows the new agent, it is undone as if nothing had been', async () => {
  const before = await look();
  const dying = labMachines(host.definition);
  const { deps, kill } = mortal({ ...dying.deps, store: host.deps.store, ledger: host.lab.deps.ledger });
  const attempt = handOver(deps).catch(() => undefined);
  const api = new NetworkApi(await openSession(host.definition));
  await eventually(async () => expect(await api.list('agent', { binary: UNIT })).toHaveLength(1));
  kill();
  dying.close();
  await attempt;
  await host.undo();
  await served();
  await expect(look()).resolves.toEqual(before);
});

/** Takes all its networks from the agent, which then serves none. */
async function takeNetworks(): Promise<void> {
  const session = await openSession(host.definition);
  const api = new NetworkApi(session);
  for (const { id } of await api.list('agent', { binary: UNIT }))
    for (const network of await api.networksOfDhcpAgent(id))
      await session.call('network', 'DELETE', `/agents/${id}/dhcp-networks/${network}`);
  const machine = await host.lab.machine(HOST);
  // It has just started: a message that arrives before it listens is lost.
  await machine.run(['systemctl', 'restart', UNIT]);
  const servers = await DhcpMachine.install(machine);
  await eventually(async () => expect((await servers.read()).servers).toEqual([]));
}

describe('an agent that has not heard of its networks', () => {
  const controller = labHost(CONTROLLER);

  /** As when Neutron tells an agent of a network while it does not listen yet. */
  async function giveUnheard(): Promise<void> {
    const rows = `select n.id, a.id from networks n, agents a where a.binary = '${UNIT}'`;
    await controller.run(`mysql neutron -e "insert into networkdhcpagentbindings (network_id, dhcp_agent_id) ${rows}"`);
  }

  test.each([
    ['they were never given to it', async () => Promise.resolve()],
    ['it was notified of them before it listened', giveUnheard],
  ])('serves them in the end: %s', async (_, give) => {
    const before = await look();
    await handOver();
    await takeNetworks();
    await give();
    await expect(handOver()).resolves.toMatchObject({ changed: false });
    await served();
    await host.undo();
    await expect(look()).resolves.toEqual(before);
  });
});
