import { VMS, type LabVm } from '../../../../lab/inventory';
import { countHeld } from '../../../support/sessions/count-held';
import { Sessions, type End } from '../../../support/sessions/sessions';
import { host, HOST } from './host';

const sessions = new Sessions();

function vmOn(machine: string, network: string): LabVm {
  const vm = VMS.find((one) => one.host === machine && one.network.name === network);
  if (vm === undefined) throw new Error(`${machine} has no VM on ${network}`);
  return vm;
}

async function inside(vm: LabVm): Promise<End> {
  return { machine: await host.lab.machine(vm.host), namespace: `vm-${vm.name}` };
}

export function sessionTests(): void {
  afterAll(() => sessions.close());

  // With drivers that filter: test/full/filtered-sessions.test.ts.
  test('TCP sessions of VMs, busy and idle, from both sides and from outside, survive the restart of an agent that filters nothing', async () => {
    const [flat, vlan] = [vmOn(HOST, 'provider-flat'), vmOn(HOST, 'tenant-vlan')];
    const [flatFar, vlanFar] = [vmOn('compute1', 'provider-flat'), vmOn('compute1', 'tenant-vlan')];
    const outside: End = { machine: await host.lab.machine('controller'), namespace: 'probe-flat' };
    for (const vm of [flat, vlan, vlanFar]) await sessions.serve(await inside(vm));
    await sessions.open(await inside(flatFar), flat.address);
    await sessions.open(outside, flat.address);
    await sessions.open(await inside(vlanFar), vlan.address);
    await sessions.open(await inside(vlan), vlanFar.address);
    await host.restart();
    await host.undo();
    await expect(countHeld(sessions)).resolves.toBe(4);
  });
}
