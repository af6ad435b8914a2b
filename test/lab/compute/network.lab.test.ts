import { labHost } from '../../../lab/hosts/host';
import { COMPUTES, machineNamed, VMS } from '../../../lab/inventory';

const HOSTS = COMPUTES.map((machine) => [machine.name, labHost(machine)] as const);

const STAND_INS = VMS.filter((vm) => machineNamed(vm.host).guests === 'namespace');

test.each(STAND_INS.map((vm) => [vm.name, vm] as const))('%s reaches every VM of its network', async (_, vm) => {
  const others = VMS.filter((other) => other !== vm && other.network.id === vm.network.id);
  const pings = others.map(({ address }) => `ip netns exec vm-${vm.name} ping -q -c 1 -W 2 ${address} >/dev/null`);
  expect(others.some(({ host }) => host !== vm.host)).toBe(true);
  await expect(labHost(machineNamed(vm.host)).run(pings.join(' && '))).resolves.toBeDefined();
});

test.each(HOSTS)('%s has bridges without controllers, in OpenFlow 1.0, secure only on br-int', async (_, host) => {
  const bridges =
    'for b in br-int br-vlan; do ovs-vsctl get-controller $b; ovs-vsctl get Bridge $b protocols fail_mode; done';
  expect((await host.run(bridges)).stdout.trim().split('\n')).toEqual(['[OpenFlow10]', 'secure', '[OpenFlow10]', '[]']);
});

test('the same network has another local VLAN on every host', async () => {
  const tags = await Promise.all(
    HOSTS.map(async ([name, host]) => {
      const vm = VMS.find((one) => one.host === name && one.network.type === 'vlan');
      const find = `ovs-vsctl --bare --columns=name find Interface external_ids:iface-id=${vm?.portId}`;
      return (await host.run(`ovs-vsctl get Port $(${find}) tag`)).stdout.trim();
    }),
  );
  expect(new Set(tags).size).toBe(HOSTS.length);
});
