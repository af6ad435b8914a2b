import { VMS, type LabVm } from '../../../lab/inventory';
import { planAgents } from '../../../plan/agents';
import { AgentHost } from '../../support/agent-host';
import { Sessions, type End } from '../../support/sessions/sessions';

jest.setTimeout(240_000);

const HOST = 'compute3';

let host: AgentHost;
const sessions = new Sessions();
beforeAll(async () => (host = await AgentHost.prepare(HOST)));
afterAll(async () => {
  await sessions.close();
  await host.close();
});

function vmOn(machine: string, network: string): LabVm {
  const vm = VMS.find((one) => one.host === machine && one.network.name === network);
  if (vm === undefined) throw new Error(`${machine} has no VM on ${network}`);
  return vm;
}

async function inside(vm: LabVm): Promise<End> {
  return { machine: await host.lab.machine(vm.host), namespace: `vm-${vm.name}` };
}

test('TCP sessions of VMs, busy and idle, from both sides and from outside, survive the restart of the agent', async () => {
  const [flat, vlan] = [vmOn(HOST, 'provider-flat'), vmOn(HOST, 'tenant-vlan')];
  const [flatFar, vlanFar] = [vmOn('compute1', 'provider-flat'), vmOn('compute2', 'tenant-vlan')];
  const outside: End = { machine: await host.lab.machine('controller'), namespace: 'probe-flat' };
  for (const vm of [flat, vlan, vlanFar]) await sessions.serve(await inside(vm));
  await sessions.open(await inside(flatFar), flat.address);
  await sessions.open(outside, flat.address);
  await sessions.open(await inside(vlanFar), vlan.address);
  await sessions.open(await inside(vlan), vlanFar.address);

  const steps = planAgents(host.definition, { hosts: [HOST], seedFlows: true }).groups.flatMap(({ lanes }) =>
    lanes.flatMap((lane) => lane.steps),
  );
  for (const { id, activity, input } of steps) await host.step(activity, input, id);
  await host.undo();

  const held = await sessions.results();
  process.stdout.write(`${JSON.stringify(held)}\n`);
  expect(held.map(({ busy, idle }) => ({ busy, idle }))).toEqual(held.map(() => ({ busy: 'ok', idle: 'ok' })));
  expect(held).toHaveLength(4);
  for (const { lines } of held) expect(lines).toBeGreaterThan(100);
});
