import { setTimeout as sleep } from 'node:timers/promises';
import { AgentHost } from '../support/agent-host';
import { mortal } from '../support/mortal';

const HOST = 'compute1';
const OLD = 'old-agent';
const NEW = { l3: 'neutron-l3-agent', metadata: 'neutron-metadata-agent' } as const;
const FILES = ['l3_agent.ini', 'metadata_agent.ini'].map((name) => `/etc/neutron/${name}`);

let host: AgentHost;

beforeAll(async () => {
  host = await AgentHost.prepare(HOST);
  await host.replaceAgent();
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
afterAll(() => host.close());
beforeEach(async () => {
  const machine = await host.lab.machine(HOST);
  await machine.writeFile(`/run/systemd/system/${OLD}.service`, '[Service]\nExecStart=/bin/sleep infinity\n', '644');
  await machine.run(['systemctl', 'daemon-reload']);
  await machine.run(['systemctl', 'start', OLD]);
});
afterEach(() => host.undo());

async function running(...units: readonly string[]): Promise<readonly string[]> {
  const machine = await host.lab.machine(HOST);
  const { stdout } = await machine.run(['systemctl', 'is-active', ...units], { accept: 'any' });
  return stdout.trim().split('\n');
}

/** Works while one of them runs: so the gap is known to be there. */
function either(service: 'l3' | 'metadata'): readonly string[] {
  return ['sh', '-c', `systemctl is-active --quiet ${OLD} || systemctl is-active --quiet ${NEW[service]}`];
}

function replace(service: 'l3' | 'metadata', command: readonly string[], from = host.deps) {
  const { network } = host.definition;
  const list = (unit: string) => [{ host: HOST, units: [unit] }];
  const handed = { old: list(OLD), new: list(NEW[service]), check: { host: HOST, command } };
  const services = { ...network.services, [service]: handed };
  const definition = { ...host.definition, network: { ...network, services } };
  const deps = { ...from, readDefinition: () => Promise.resolve(definition) };
  return host.step('ensureAgentsReplaced', { service }, `agents/services/${service}`, deps);
}

test.each(['l3', 'metadata'] as const)(
  '%s: the new agent follows the old one, and the gap is measured',
  async (service) => {
    const check = either(service);
    const { changed, summary } = await replace(service, check);
    process.stdout.write(`${summary}\n`);
    expect(changed).toBe(true);
    expect(Number(/did not work: (\d+) ms/.exec(summary)?.[1])).toBeGreaterThan(50);
    await expect(running(OLD, NEW[service])).resolves.toEqual(['inactive', 'active']);
    const told = host.service(service);
    expect(told).toMatchObject({ outcome: 'handed-over', machines: [HOST], networks: null, backMs: null });
    expect(summary).toContain(`did not work: ${told?.gapMs} ms`);
    await expect(replace(service, check)).resolves.toEqual({ changed: false, summary });
    expect(host.service(service)).toEqual(told);
    await host.undo();
    expect(host.service(service)).toEqual({ ...told, outcome: 'put-back', backMs: expect.any(Number) });
  },
);

test('killed when the old agent is down, the whole gap is known in the end', async () => {
  const { deps } = mortal(host.deps, (argv) => argv.includes('unmask'));
  await expect(replace('l3', either('l3'), deps)).rejects.toThrow('killed');
  await expect(running(OLD)).resolves.toEqual(['inactive']);
  const left = host.service('l3');
  expect(left).toMatchObject({ outcome: 'unfinished', gapMs: null });
  await sleep(3_000);
  await replace('l3', either('l3'));
  const told = host.service('l3');
  expect(told).toMatchObject({ outcome: 'handed-over', stoppedAt: left?.stoppedAt });
  expect(told?.gapMs).toBeGreaterThan(3_000);
});

test('killed when the old agent is down, and undone: the gap lasts until it is back', async () => {
  const { deps } = mortal(host.deps, (argv) => argv.includes('unmask'));
  await expect(replace('l3', either('l3'), deps)).rejects.toThrow('killed');
  await sleep(2_000);
  await host.undo();
  await expect(running(OLD)).resolves.toEqual(['active']);
  expect(host.service('l3')).toMatchObject({ outcome: 'put-back', backMs: expect.any(Number) });
  expect(host.service('l3')?.gapMs).toBeGreaterThan(2_000);
});

test('when the check does not work again, the old agent runs again', async () => {
  await expect(replace('l3', ['false'])).rejects.toMatchObject({ type: 'HandOverFailed' });
  await expect(running(OLD, NEW.l3)).resolves.toEqual(['active', 'inactive']);
  const told = host.service('l3');
  expect(told).toMatchObject({ outcome: 'put-back', machines: [HOST], backMs: expect.any(Number) });
  // The check was asked for 30 s.
  expect(told?.gapMs).toBeGreaterThan(30_000);
});

test('where `hosts` has stopped the old agent already, nothing is said to be back', async () => {
  await (await host.lab.machine(HOST)).run(['systemctl', 'stop', OLD]);
  await expect(replace('l3', ['false'])).rejects.toThrow('The old agents had not run, and do not run now.');
  await expect(running(OLD, NEW.l3)).resolves.toEqual(['inactive', 'inactive']);
});
