import { openSession } from '../../activities/toolbox/open-session';
import { readDefinition } from '../../config/read-definition';
import { DhcpMachine } from '../../connectors/dhcp/dhcp-servers';
import { NetworkApi } from '../../connectors/openstack/network-api';
import { DHCP_PORTS, VMS } from '../../lab/inventory';
import { AgentHost } from '../support/agent-host';
import { eventually } from '../support/eventually';

const [FROM, TO] = ['compute1', 'compute2'] as const;
const UNIT = 'neutron-dhcp-agent';
const NAMESPACES = DHCP_PORTS.map(({ network }) => `qdhcp-${network.id}`).toSorted();

let host: AgentHost;
beforeAll(async () => {
  const { network } = await readDefinition('lab');
  const { dhcp } = network.services;
  if (dhcp === null) throw new Error('the lab hands no DHCP over');
  const moved = { ...dhcp, new: [{ host: TO, units: [UNIT] }] };
  host = await AgentHost.prepare(FROM, { services: { ...network.services, dhcp: moved } });
  await host.replaceAgent();
  await host.join(TO);
});
afterAll(() => host.close());

/** Which of the VMs' networks a machine serves, and whether its agent runs. */
async function serves(name: string): Promise<{ namespaces: readonly string[]; agent: boolean }> {
  const machine = await host.lab.machine(name);
  const { servers } = await (await DhcpMachine.install(machine)).read();
  const { stdout } = await machine.run(['systemctl', 'is-active', UNIT], { accept: 'any' });
  const namespaces = servers.map(({ namespace }) => namespace).filter((one) => NAMESPACES.includes(one));
  return { namespaces: namespaces.toSorted(), agent: stdout.trim() === 'active' };
}

/** Every VM renews its lease from inside, on whatever host it is. */
async function renewed(): Promise<void> {
  for (const { name, host: on } of VMS) {
    const machine = await host.lab.machine(on);
    await eventually(async () => expect((await machine.run(['lab-renew', name], { accept: 'any' })).exitCode).toBe(0));
  }
}

/** Where the ports hang that serve somebody. */
async function ports(): Promise<readonly string[]> {
  const api = new NetworkApi(await openSession(host.definition));
  const all = await api.list('port', { device_owner: 'network:dhcp' });
  const found = all.filter((port) => DHCP_PORTS.some(({ portId }) => portId === port.id));
  return found.map((port) => `${port.id} on ${JSON.stringify(port['binding:host_id'])}`).toSorted();
}

const bound = (name: string): readonly string[] => DHCP_PORTS.map(({ portId }) => `${portId} on "${name}"`).toSorted();

test('DHCP moves to another machine with its ports and addresses, and back', async () => {
  const since = await host.clock();
  await expect(serves(FROM)).resolves.toEqual({ namespaces: NAMESPACES, agent: false });
  await renewed();
  const before = await ports();
  expect(before).toEqual(bound(FROM));

  const { changed, summary } = await host.step('ensureDhcpHandedOver', {}, 'agents/services/dhcp');
  process.stdout.write(`${summary}\n`);
  expect(changed).toBe(true);
  await expect(serves(FROM)).resolves.toEqual({ namespaces: [], agent: false });
  await expect(serves(TO)).resolves.toEqual({ namespaces: NAMESPACES, agent: true });
  await expect(ports()).resolves.toEqual(bound(TO));
  await renewed();

  await host.undo();
  await expect(serves(FROM)).resolves.toEqual({ namespaces: NAMESPACES, agent: false });
  await expect(serves(TO)).resolves.toEqual({ namespaces: [], agent: false });
  await expect(ports()).resolves.toEqual(before);
  await renewed();
  await expect(host.longestRun(since)).resolves.toBeLessThan(3);
});
