import { bringUpCompute } from '../../../../lab/compute/bring-up';
import { domainName, guestsOf } from '../../../../lab/compute/guests';
import { seeGuests } from '../../../../lab/demo/witness';
import { labHost } from '../../../../lab/hosts/host';
import { COMPUTES, CONTROLLER, VMS, type LabMachine } from '../../../../lab/inventory';

const host = labHost(COMPUTES.find(({ guests }) => guests === 'qemu') as LabMachine);
const guests = guestsOf(host.machine);
const virsh = (command: string) => host.run(`virsh -r -c qemu:///system "${command}"`, { accept: 'any' });

test('libvirt itself says that the guests run, by the names and ids that Nova has', async () => {
  expect((await virsh('list --all --name')).stdout.trim().split('\n').toSorted()).toEqual(guests.map(domainName));
  for (const { uuid } of guests) expect((await virsh(`domstate ${uuid}`)).stdout).toBe('running\n\n');
});

test('each is a qemu with the disk of its instance', async () => {
  for (const { pid } of await seeGuests([host])) {
    const command = (await host.run(`tr '\\0' ' ' </proc/${pid}/cmdline`)).stdout;
    expect(command).toMatch(/^\/usr\/bin\/qemu-system-x86_64 .*accel=tcg.*\/var\/lib\/nova\/instances\//);
  }
});

test('each answers a ping and a renewal of its lease', async () => {
  for (const { name, address, network } of VMS.filter((vm) => vm.host === host.machine.name)) {
    const ping = `ip netns exec probe-${network.type} ping -q -c 1 -W 2 ${address}`;
    await expect(labHost(CONTROLLER).run(ping)).resolves.toBeDefined();
    await expect(host.run(`lab-renew ${name}`)).resolves.toBeDefined();
  }
});

test('another bring-up leaves them alone', async () => {
  const before = await seeGuests([host]);
  await bringUpCompute(host);
  await expect(seeGuests([host])).resolves.toEqual(before);
});

test('a restart and a kill of libvirtd cost no guest its process or its plug', async () => {
  const before = await seeGuests([host]);
  const until = 'for _ in $(seq 50); do virsh -q list >/dev/null 2>&1 && break; sleep 0.2; done';
  await host.run(`systemctl restart libvirtd; ${until}`);
  await host.run(`systemctl kill --kill-who=main --signal=KILL libvirtd; sleep 1; ${until}; virsh -q list`);
  await expect(seeGuests([host])).resolves.toEqual(before);
});

test('nothing has started libvirt-guests, whose stop would shut all of them down', async () => {
  const { stdout } = await host.run('systemctl is-enabled libvirt-guests; systemctl is-active libvirt-guests; true');
  expect(stdout).toBe('disabled\ninactive\n');
});
