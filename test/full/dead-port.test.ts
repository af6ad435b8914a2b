import { readSwitch } from '../../connectors/openvswitch/read-switch';
import type { Database } from '../../connectors/mysql/database';
import { VMS, type LabVm } from '../../lab/inventory';
import type { RemoteMachine } from '../../model/command';
import { DEAD_VLAN, findBridge, vmPorts, type SwitchPort } from '../../model/network/switch';
import { AgentHost } from '../support/agent-host';
import { openLabDatabase } from '../support/lab-database';
import { labMachines } from '../support/lab-machines';
import { LAB_DEFINITION } from '../support/lab-definition';

const HOST = 'compute2';
const { integrationBridge } = LAB_DEFINITION.network;
const vm = VMS.find((one) => one.host === HOST && one.network.type === 'vlan') as LabVm;

let liberty: Database;
let machine: RemoteMachine;
let host: AgentHost;

async function port(): Promise<SwitchPort> {
  const ports = vmPorts(findBridge(await readSwitch(machine), integrationBridge));
  return ports.find(({ externalIds }) => externalIds['iface-id'] === vm.portId) as SwitchPort;
}

/** As Liberty's agent does where a port is administratively down: the VLAN that leads nowhere, and a flow that drops. */
async function switchOff(): Promise<void> {
  const { name, ofport } = await port();
  await machine.run(['ovs-vsctl', 'set', 'Port', name, `tag=${DEAD_VLAN}`]);
  await machine.run(['ovs-ofctl', 'add-flow', integrationBridge, `priority=2,in_port=${ofport},actions=drop`]);
}

async function switchOn(tag: number | null): Promise<void> {
  const { name, ofport } = await port();
  await machine.run(['ovs-vsctl', 'set', 'Port', name, `tag=${tag}`]);
  await machine.run(['ovs-ofctl', '--strict', 'del-flows', integrationBridge, `priority=2,in_port=${ofport}`]);
}

const setState = (up: boolean) =>
  liberty.run('UPDATE liberty_neutron.ports SET admin_state_up = ? WHERE id = ?', [up ? 1 : 0, vm.portId]);

let tag: number | null = null;
const lab = labMachines(LAB_DEFINITION);
beforeAll(async () => {
  liberty = await openLabDatabase();
  machine = await lab.machine(HOST);
  ({ tag } = await port());
  await setState(false);
  await switchOff();
  host = await AgentHost.prepare(HOST);
});
afterAll(() => host.close());
afterAll(async () => {
  await switchOn(tag);
  await setState(true);
  await liberty.close();
  lab.close();
});

test('a port that is administratively down holds no host, stays dark behind seeds and agent, and costs nobody else an answer', async () => {
  const before = await host.look();
  const since = await host.clock();
  const { name } = await port();
  const answers = async () => (await host.loss(since)).filter(({ sent, lost }) => sent > lost).map((one) => one.name);
  const others = VMS.filter((one) => one.host === HOST && one !== vm).map((one) => one.name);

  await expect(host.step('verifyHostReady')).resolves.toEqual({
    changed: false,
    summary: expect.stringContaining(`Administratively down, and dark already: ${name}.`),
  });
  await host.restart('', async (activity) => {
    if (activity === 'ensureFlowsSeeded') await expect(answers()).resolves.toEqual(others);
  });
  expect((await port()).tag).toBe(DEAD_VLAN);
  await expect(answers()).resolves.toEqual(others);
  const lost = (await host.loss(since)).filter((one) => others.includes(one.name)).map((one) => one.lost);
  expect(lost).toEqual(others.map(() => 0));
  await host.undo();
  await expect(host.look()).resolves.toEqual(before);
});
