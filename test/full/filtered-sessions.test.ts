import { dumpFlows } from '../../connectors/openvswitch/bridges';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { parseFlows } from '../../flows/saved-flows';
import { VMS, type LabVm } from '../../lab/inventory';
import { UNITS } from '../../releases/liberty-to-stein/units';
import { AgentHost } from '../support/agent-host';
import { countHeld } from '../support/sessions/count-held';
import { Sessions, type End } from '../support/sessions/sessions';

const HOST = 'compute3';

function vm(name: string): LabVm {
  const found = VMS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the lab has no ${name}`);
  return found;
}

/** On the host: vm7 with a bridge of its own on the VLAN, vm8 straight on br-int on the flat network. */
const [HYBRID, DIRECT] = [vm('vm7'), vm('vm8')];
/** Of the security group of vm7, which lets its members in; that of vm8 has real guests only besides, from whose inside nothing is opened. */
const FRIEND = vm('vm3');
/** Of the other project, which the groups do not let in. */
const [STRANGER, OTHER_STRANGER] = [vm('vm2'), vm('vm1')];

let host: AgentHost;
let sessions: Sessions;
beforeAll(async () => (host = await AgentHost.prepare(HOST)));
beforeEach(() => (sessions = new Sessions()));
afterEach(async () => {
  await sessions.close();
  await forgetRules();
});
afterAll(() => host.close());

/** An agent leaves its rules when it stops, and one with another driver takes them away as it starts, which costs hybrid ports pings. */
async function forgetRules(): Promise<void> {
  const machine = await host.lab.machine(HOST);
  for (const tool of ['iptables', 'ip6tables'])
    for (const table of ['filter', 'raw'])
      await machine.run(['sh', '-c', `${tool} -t ${table} -F; ${tool} -t ${table} -X`], { accept: 'any' });
}

async function inside({ host: machine, name }: LabVm): Promise<End> {
  return { machine: await host.lab.machine(machine), namespace: `vm-${name}` };
}

/** Whether a new connection is let in. */
async function letsIn(from: LabVm, { address }: LabVm): Promise<boolean> {
  return sessions.letsIn(await inside(from), address);
}

/** The last two are let in again only because they were opened from within. */
async function openSessions(): Promise<void> {
  for (const served of [HYBRID, DIRECT, FRIEND, STRANGER, OTHER_STRANGER]) await sessions.serve(await inside(served));
  await sessions.open(await inside(FRIEND), HYBRID.address);
  await sessions.open(await inside(HYBRID), FRIEND.address);
  await sessions.open(await inside(HYBRID), STRANGER.address);
  await sessions.open(await inside(DIRECT), OTHER_STRANGER.address);
}

async function expectFiltered(): Promise<void> {
  expect(await letsIn(FRIEND, HYBRID)).toBe(true);
  expect(await letsIn(STRANGER, HYBRID)).toBe(false);
}

function filterBy(driver: string): Promise<void> {
  return host.configure({ securitygroup: { firewall_driver: driver, enable_security_group: 'true' } });
}

test('with iptables_hybrid TCP sessions survive, and its rules hold all the while', async () => {
  await filterBy('iptables_hybrid');
  // What a host is whose agent had this driver before: its rules are on the VM's own bridge, where no flow passes by them.
  await host.restart('first/');
  await host.undo();
  await openSessions();
  await expectFiltered();

  await host.restart('again/', async (activity) => {
    if (activity === 'ensureFlowsSeeded' || activity === 'ensureBridgesChanged') await expectFiltered();
  });
  await expectFiltered();
  await host.undo();
  await expectFiltered();
  await expect(countHeld(sessions)).resolves.toBe(4);
});

/** What a host is whose agent had `openvswitch` before: flows of security groups, and no controller. */
async function leaveFlowsAlone(): Promise<void> {
  const machine = await host.lab.machine(HOST);
  await machine.run(['systemctl', 'stop', UNITS.agent], { quietMs: 120_000 });
  const helper = await HostHelper.install(machine);
  for (const bridge of host.bridges) {
    const flows = parseFlows(await dumpFlows(machine, bridge));
    await helper.change([{ bridge, flows, controller: null, failMode: 'secure' }]);
  }
}

test('with security groups in flows TCP sessions survive, and nobody is let in meanwhile who was not before', async () => {
  await filterBy('openvswitch');
  await openSessions();
  await host.restart();
  await expectFiltered();
  expect(await letsIn(OTHER_STRANGER, DIRECT)).toBe(false);
  await leaveFlowsAlone();

  await host.restart('again/', async (activity) => {
    if (activity !== 'ensureFlowsSeeded' && activity !== 'ensureBridgesChanged') return;
    expect(await host.seeds()).toBeGreaterThan(50);
    await expectFiltered();
    expect(await letsIn(OTHER_STRANGER, DIRECT)).toBe(false);
  });
  expect(host.window().exposure).toEqual({ kept: ['br-int'], ports: [], seconds: 0 });
  await host.undo();
  await expect(countHeld(sessions)).resolves.toBe(4);
});
