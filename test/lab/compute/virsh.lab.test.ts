import { domainName, guestsOf } from '../../../lab/compute/guests';
import { listDisturbances, seeGuests } from '../../../lab/demo/witness';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { labHost } from '../../../lab/hosts/host';
import { COMPUTES, CONTROLLER, VMS, type LabMachine } from '../../../lab/inventory';

const host = labHost(COMPUTES.find(({ guests }) => guests === 'namespace') as LabMachine);
const [tap, bridge] = ['tap', 'bridge'].map((plug) => guestsOf(host.machine).find((one) => one.plug === plug)) as [
  Instance,
  Instance,
];
const RECORD = `/var/lib/nova/domains/${host.machine.name}.json`;

const virsh = (command: string, options = '-r -c qemu:///system') =>
  host.run(`virsh ${options} "${command}"`, { accept: 'any' });
const act = async (command: string) => expect((await virsh(command, '')).exitCode).toBe(0);

async function answers({ uuid }: Instance): Promise<boolean> {
  const vm = VMS.find((one) => one.uuid === uuid);
  const ping = `ip netns exec probe-${vm?.network.type} ping -q -c 3 -i 0.2 -W 1 ${vm?.address}`;
  return (await labHost(CONTROLLER).run(ping, { accept: 'any' })).exitCode === 0;
}

async function pidOf(guest: Instance): Promise<number | null | undefined> {
  return (await seeGuests([host])).find(({ vm }) => vm === guest.name)?.pid;
}

test('it says of itself what it is', async () => {
  expect((await host.run('head -n 2 $(command -v virsh)')).stdout).toContain('A stand-in for virsh');
});

test('it answers a line of commands as libvirt does, and names a domain that is not there', async () => {
  const name = domainName(tap);
  const batch = await virsh(`echo ${tap.uuid}; domstate ${tap.uuid}; domstate ${name}`);
  expect(batch).toMatchObject({ exitCode: 0, stdout: `${tap.uuid}\nrunning\n\nrunning\n\n` });
  expect((await virsh('hostname')).stdout).toBe(`${host.machine.name}\n\n`);
  const listed = guestsOf(host.machine).map(({ uuid }) => uuid);
  expect((await virsh('list --all --uuid')).stdout).toBe(`${listed.join('\n')}\n\n`);
  await expect(virsh('domstate nobody')).resolves.toMatchObject({
    ...{ exitCode: 1, stderr: expect.stringContaining("error: failed to get domain 'nobody'") as string },
  });
});

test('its XML tells of each NIC what libvirt knows of it', async () => {
  const straight = (await virsh(`dumpxml ${tap.uuid}`)).stdout;
  expect(straight).toContain(`<parameters interfaceid='${tap.portId}'/>`);
  expect(straight).toContain(`<source bridge='br-int'/>`);
  const behind = (await virsh(`dumpxml ${bridge.uuid} --inactive`)).stdout;
  expect(behind).toContain(`<source bridge='qbr${bridge.portId.slice(0, 11)}'/>`);
  expect(behind).toContain(`<mac address='${bridge.mac}'/>`);
  expect(behind).not.toContain('virtualport');
});

test('read-only, it changes nothing', async () => {
  await expect(virsh(`destroy ${tap.uuid}`)).resolves.toMatchObject({ exitCode: 1 });
  await expect(answers(tap)).resolves.toBe(true);
});

describe.each([['tap'], ['bridge']])('a guest that is plugged by a %s', (plug) => {
  const guest = plug === 'tap' ? tap : bridge;
  let record: string;
  beforeEach(async () => (record = (await host.run(`cat ${RECORD}`)).stdout));
  afterEach(() => host.run(`cat >${RECORD}`, { input: record }));

  test('is off and silent when it is destroyed, and started again it answers in another process, with the plug it had', async () => {
    const before = await seeGuests([host]);
    const pid = await pidOf(guest);
    await act(`destroy ${guest.uuid}`);
    await expect(answers(guest)).resolves.toBe(false);
    await expect(pidOf(guest)).resolves.toBeNull();
    expect((await virsh(`domstate ${guest.uuid}`)).stdout).toBe('shut off\n\n');
    await act(`start ${guest.uuid}`);
    await expect(answers(guest)).resolves.toBe(true);
    await expect(pidOf(guest)).resolves.not.toBe(pid);
    expect(listDisturbances(before, await seeGuests([host]))).toEqual([
      `${guest.name} was started 1 times`,
      `${guest.name} was stopped 1 times`,
      expect.stringContaining(`${guest.name} had the process ${pid}`),
    ]);
  });

  test('is silent in the same process while it is paused', async () => {
    const pid = await pidOf(guest);
    await act(`suspend ${guest.uuid}`);
    await expect(answers(guest)).resolves.toBe(false);
    expect((await virsh(`domstate ${guest.uuid}`)).stdout).toBe('paused\n\n');
    await act(`resume ${guest.uuid}`);
    await expect(answers(guest)).resolves.toBe(true);
    await expect(pidOf(guest)).resolves.toBe(pid);
  });
});
