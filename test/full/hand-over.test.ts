import type { Dependencies } from '../../activities/dependencies';
import { openSession } from '../../activities/services/open-session';
import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { labHost } from '../../lab/hosts/host';
import { CONTROLLER, DHCP_PORTS, VMS } from '../../lab/inventory';
import type { ClusterDefinition } from '../../model/cluster';
import { planAgents } from '../../plan/agents';
import { AgentHost } from '../support/agent-host';
import { eventually } from '../support/eventually';
import { labMachines } from '../support/lab-machines';

jest.setTimeout(240_000);

const HOST = 'compute1';
const STEP = 'agents/services/dhcp';
const UNIT = 'neutron-dhcp-agent';
const DEVICE = /^dhcp[0-9a-f-]{36}-/;

let host: AgentHost;
beforeAll(async () => {
  host = await AgentHost.prepare(HOST);
  const [group] = planAgents(host.definition, { hosts: [HOST], seedFlows: true }).groups;
  for (const { id, activity, input } of group?.lanes[0]?.steps ?? []) await host.step(activity, input, id);
  host.settle();
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

/** DHCP as an operator sees it: who serves with which arguments, ports and leases, and what the new Neutron knows. */
async function read(): Promise<object> {
  const machine = await host.lab.machine(HOST);
  const { namespaces, servers } = await (await DhcpMachine.install(machine)).read();
  const files = servers.map(async ({ folder }) =>
    machine.run([
      'sh',
      '-c',
      'cd "$1" && grep -v "^duid" leases | cut -d" " -f2- | sort; cat host opts',
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
  const first = await handOver();
  process.stdout.write(`${first.summary}\n`);
  expect(first).toMatchObject({ changed: true });
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
  await host.undo();
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
  await served();
  await expect(look()).resolves.toEqual(before);
  // The same step, once its check is right.
  await expect(handOver()).resolves.toMatchObject({ changed: true });
  await served();
  await host.undo();
  await expect(look()).resolves.toEqual(before);
});

test.each([0, 2_500])('killed %i ms after the old servers have gone down, it is taken up', async (delay) => {
  const before = await look();
  const dying = labMachines(host.definition);
  const attempt = handOver({ ...dying.deps, store: host.deps.store, ledger: host.lab.deps.ledger });
  const machine = await DhcpMachine.install(await host.lab.machine(HOST));
  await eventually(async () => {
    const { servers } = await machine.read();
    expect(servers.flatMap(({ argv }) => argv).join(' ')).not.toContain('--domain=openstacklocal --no-hosts');
    expect(servers.length).toBeLessThan(DHCP_PORTS.length);
  });
  setTimeout(() => dying.close(), delay);
  await attempt.catch(() => undefined);
  await handOver();
  await served();
  await host.undo();
  await expect(look()).resolves.toEqual(before);
});

/** Takes all its networks from the agent, which then serves none. */
async function takeNetworks(): Promise<void> {
  const session = await openSession(host.definition);
  const api = new NetworkApi(session);
  for (const { id } of await api.list('agent', { binary: UNIT }))
    for (const network of await api.networksOfDhcpAgent(id))
      await session.call('network', 'DELETE', `/agents/${id}/dhcp-networks/${network}`);
  const machine = await DhcpMachine.install(await host.lab.machine(HOST));
  await eventually(async () => expect((await machine.read()).servers).toEqual([]), { timeoutMs: 30_000 });
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
    ['it was told of them before it listened', giveUnheard],
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

async function running(...units: readonly string[]): Promise<readonly string[]> {
  const machine = await host.lab.machine(HOST);
  const { stdout } = await machine.run(['systemctl', 'is-active', ...units], { accept: 'any' });
  return stdout.trim().split('\n');
}

describe('L3 and metadata agents', () => {
  const OLD = 'old-agent';
  const NEW = { l3: 'neutron-l3-agent', metadata: 'neutron-metadata-agent' } as const;
  const FILES = ['l3_agent.ini', 'metadata_agent.ini'].map((name) => `/etc/neutron/${name}`);

  beforeAll(async () => {
    const machine = await host.lab.machine(HOST);
    for (const file of FILES) await machine.run(['cp', '-a', file, `${file}.kept`]);
    await machine.writeFile('/etc/neutron/l3_agent.ini', '[DEFAULT]\ninterface_driver = openvswitch\n', '644');
    await machine.writeFile('/etc/neutron/metadata_agent.ini', '[DEFAULT]\nnova_metadata_host = 10.77.0.2\n', '644');
  });
  afterAll(async () => {
    const machine = await host.lab.machine(HOST);
    for (const file of FILES) await machine.run(['mv', `${file}.kept`, file]);
    await machine.run(['systemctl', 'stop', OLD]);
    await machine.run(['rm', `/run/systemd/system/${OLD}.service`]);
    await machine.run(['systemctl', 'daemon-reload']);
  });
  beforeEach(async () => {
    const machine = await host.lab.machine(HOST);
    await machine.writeFile(`/run/systemd/system/${OLD}.service`, '[Service]\nExecStart=/bin/sleep infinity\n', '644');
    await machine.run(['systemctl', 'daemon-reload']);
    await machine.run(['systemctl', 'start', OLD]);
  });
  afterEach(() => host.undo());

  function replace(service: 'l3' | 'metadata', command: readonly string[]) {
    const { network } = host.definition;
    const list = (unit: string) => [{ host: HOST, units: [unit] }];
    const handed = { old: list(OLD), new: list(NEW[service]), check: { host: HOST, command } };
    const services = { ...network.services, [service]: handed };
    const definition = { ...host.definition, network: { ...network, services } };
    const deps = { ...host.deps, readDefinition: () => Promise.resolve(definition) };
    return host.step('ensureAgentsReplaced', { service }, `agents/services/${service}`, deps);
  }

  test.each(['l3', 'metadata'] as const)(
    '%s: the new agent follows the old one, and the gap is measured',
    async (service) => {
      // Works while one of them runs: so the gap is known to be there.
      const check = ['sh', '-c', `systemctl is-active --quiet ${OLD} || systemctl is-active --quiet ${NEW[service]}`];
      const { changed, summary } = await replace(service, check);
      process.stdout.write(`${summary}\n`);
      expect(changed).toBe(true);
      expect(Number(/did not work: (\d+) ms/.exec(summary)?.[1])).toBeGreaterThan(50);
      await expect(running(OLD, NEW[service])).resolves.toEqual(['inactive', 'active']);
      await expect(replace(service, check)).resolves.toMatchObject({ changed: false });
    },
  );

  test('when the check does not work again, the old agent runs again', async () => {
    await expect(replace('l3', ['false'])).rejects.toMatchObject({ type: 'HandOverFailed' });
    // Stopped while it starts, an agent may count as failed.
    await expect(running(OLD, NEW.l3)).resolves.toEqual(['active', expect.stringMatching(/^(inactive|failed)$/)]);
  });
});
