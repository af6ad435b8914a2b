import type { LabVm } from '../../lab/inventory';
import type { RemoteMachine } from '../../model/remote-command';

/**
 * Lets a guest of the lab answer no ping while `work` is done, and with `arp` no ARP either; the switch under it is not touched.
 */
export async function whileMute<T>(
  host: RemoteMachine,
  vm: LabVm,
  work: () => Promise<T>,
  { arp = false }: { readonly arp?: boolean } = {},
): Promise<T> {
  const [network = ''] = vm.network.cidr.split('.0/');
  const route = (verb: 'add' | 'del') =>
    host.run([
      ...['ip', 'netns', 'exec', `vm-${vm.name}`, 'sh', '-c'],
      `ip route ${verb} blackhole ${network}.0/25; ip route ${verb} blackhole ${network}.128/25`,
    ]);
  const setArp = (state: 'on' | 'off') => host.run(['ip', '-n', `vm-${vm.name}`, 'link', 'set', 'eth0', 'arp', state]);
  await route('add');
  if (arp) await setArp('off');
  try {
    return await work();
  } finally {
    await route('del');
    if (arp) await setArp('on');
  }
}
