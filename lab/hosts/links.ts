import { MANAGEMENT, TOP_OF_RACK, type LabMachine } from '../inventory';
import { sh } from '../shell';

/** The control target on the top of rack itself: no hypervisor is in its way. */
const FLAT_CONTROL = { namespace: 'slcontrol', address: '10.1.0.3/24' };

const ip = (...words: readonly string[]) => sh(['ip', ...words]);

export function namespaceOf(machine: LabMachine): string {
  return `sl-${machine.name}`;
}

/** A machine's link to the management bridge, on this machine's side. */
export function linkOf({ address }: LabMachine): string {
  return `slm${address.split('.').at(-1) ?? ''}`;
}

/** The management bridge of this machine, the top-of-rack bridge in a namespace of its own, and the control target on it. */
export async function ensureFabric(): Promise<void> {
  await ip('link', 'add', 'name', MANAGEMENT.bridge, 'type', 'bridge');
  await ip('address', 'add', `${MANAGEMENT.gateway}/${MANAGEMENT.prefix}`, 'dev', MANAGEMENT.bridge);
  await ip('link', 'set', MANAGEMENT.bridge, 'up');
  await ip('netns', 'add', TOP_OF_RACK.namespace);
  const rack = ['-n', TOP_OF_RACK.namespace];
  await ip(...rack, 'link', 'add', 'name', TOP_OF_RACK.bridge, 'type', 'bridge', 'forward_delay', '0');
  await ip(...rack, 'link', 'set', TOP_OF_RACK.bridge, 'up');
  await ip('netns', 'add', FLAT_CONTROL.namespace);
  await ip(...rack, 'link', 'add', 'control', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', FLAT_CONTROL.namespace);
  await ip(...rack, 'link', 'set', 'control', 'master', TOP_OF_RACK.bridge, 'up');
  const control = ['-n', FLAT_CONTROL.namespace];
  await ip(...control, 'link', 'set', 'lo', 'up');
  await ip(...control, 'address', 'add', FLAT_CONTROL.address, 'dev', 'eth0');
  await ip(...control, 'link', 'set', 'eth0', 'up');
}

/** A machine's namespace with two interfaces: `mgmt0` on the management bridge and `uplink` to the top of rack. */
export async function ensureLinks(machine: LabMachine): Promise<void> {
  const namespace = namespaceOf(machine);
  const number = machine.address.split('.').at(-1) as string;
  await ip('netns', 'add', namespace);
  await ip('link', 'add', linkOf(machine), 'type', 'veth', 'peer', 'name', 'mgmt0', 'netns', namespace);
  await ip('link', 'set', linkOf(machine), 'master', MANAGEMENT.bridge, 'up');
  const rack = ['-n', TOP_OF_RACK.namespace];
  await ip(...rack, 'link', 'add', `slt${number}`, 'type', 'veth', 'peer', 'name', 'uplink', 'netns', namespace);
  await ip(...rack, 'link', 'set', `slt${number}`, 'master', TOP_OF_RACK.bridge, 'up');
  const inside = ['-n', namespace];
  await ip(...inside, 'link', 'set', 'lo', 'up');
  await ip(...inside, 'link', 'set', 'mgmt0', 'up');
  await ip(...inside, 'address', 'add', `${machine.address}/${MANAGEMENT.prefix}`, 'dev', 'mgmt0');
  await ip(...inside, 'link', 'set', 'uplink', 'up');
}

/** Removes every namespace and bridge of the lab, whoever made it. */
export async function removeFabric(): Promise<void> {
  const listed = await sh(['ip', 'netns', 'list']);
  const names = listed.stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
  const ours = new Set([TOP_OF_RACK.namespace, FLAT_CONTROL.namespace]);
  for (const name of names) if (ours.has(name) || name.startsWith('sl-')) await ip('netns', 'delete', name);
  // the kernel takes a namespace apart later: its links would still be there when the lab comes up again
  const links = await sh(['ip', '-o', 'link', 'show', 'type', 'veth']);
  for (const [, link] of links.stdout.matchAll(/^\d+: (slm\d+)@/gm))
    await sh(['ip', 'link', 'delete', link as string], { accept: 'any' });
  await sh(['ip', 'link', 'delete', MANAGEMENT.bridge], { accept: 'any' });
}
