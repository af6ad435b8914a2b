import type { LabVm } from '../../lab/inventory';
import type { RemoteMachine } from '../../model/command';

/** Lets a guest of the lab answer nobody while `work` is done; the switch under it is not touched. */
export async function whileMute<T>(host: RemoteMachine, vm: LabVm, work: () => Promise<T>): Promise<T> {
  const [network = ''] = vm.network.cidr.split('.0/');
  const route = (verb: 'add' | 'del') =>
    host.run([
      ...['ip', 'netns', 'exec', `vm-${vm.name}`, 'sh', '-c'],
      `ip route ${verb} blackhole ${network}.0/25; ip route ${verb} blackhole ${network}.128/25`,
    ]);
  await route('add');
  try {
    return await work();
  } finally {
    await route('del');
  }
}
