import { openSession } from '../../activities/toolbox/open-session';
import { NetworkApi, type NetworkObject } from '../../connectors/openstack/network-api';
import { FLAT, VLAN, type LabNetwork, type LabVm } from '../../lab/inventory';
import type { RemoteMachine } from '../../model/remote-command';
import type { ClusterDefinition } from '../../model/cluster';
import { eventually } from './eventually';

/** The old agent's unit. Liberty's own needs Python packages that nobody has any more: Stein's stands in, under another name. */
export const OLD_L3_UNIT = 'old-l3-agent';
export const NEW_L3_UNIT = 'neutron-l3-agent';

const CONFIG = '/etc/neutron/l3_agent.ini';
const UNIT_FILE = `/run/systemd/system/${OLD_L3_UNIT}.service`;
/** The lab's machines are containers, which may not set this by default. */
const FORWARDING = 'mount --bind /proc/sys/net /proc/sys/net && mount -o remount,bind,rw /proc/sys/net';
const NETWORKS: readonly LabNetwork[] = [FLAT, VLAN];

const addressIn = ({ cidr }: LabNetwork): string => cidr.replace(/0\/24$/, '200');

/** A router of the new Neutron between the lab's two networks, and an agent that holds it on a host. */
export interface LabRouter {
  readonly id: string;
  readonly namespace: string;
  remove(): Promise<void>;
}

/** Makes the router and lets the old agent build it, as Liberty's left it: namespace, devices on br-int, addresses, rules. */
export async function makeRouter(definition: ClusterDefinition, machine: RemoteMachine): Promise<LabRouter> {
  await machine.run(['sh', '-c', FORWARDING]);
  await machine.run(['cp', '-a', CONFIG, `${CONFIG}.kept`]);
  await machine.writeFile(CONFIG, '[DEFAULT]\ninterface_driver = openvswitch\nenable_metadata_proxy = false\n', '644');
  const api = new NetworkApi(await openSession(definition));
  const router = await api.create('router', { name: 'between' });
  const ports: NetworkObject[] = [];
  for (const network of NETWORKS) {
    const fixed = { subnet_id: network.subnetId, ip_address: addressIn(network) };
    const port = await api.create('port', { network_id: network.id, fixed_ips: [fixed] });
    await api.switchInterface(router.id, port.id, 'add');
    ports.push(port);
  }
  await machine.run([
    ...[
      'sh',
      '-c',
      'sed "s,/l3-agent.log,/$2.log,; /Install/,$ d" "/usr/lib/systemd/system/$1.service" >"$3"; systemctl daemon-reload',
    ],
    ...['sh', NEW_L3_UNIT, OLD_L3_UNIT, UNIT_FILE],
  ]);
  await machine.run(['systemctl', 'start', OLD_L3_UNIT]);
  return {
    id: router.id,
    namespace: `qrouter-${router.id}`,
    remove: async () => {
      for (const { id } of ports) await api.switchInterface(router.id, id, 'remove');
      await eventually(async () => expect(await devices(machine, router.id)).toEqual([]), { timeoutMs: 60_000 });
      await api.remove('router', router.id);
      await eventually(
        async () => expect((await machine.run(['ip', 'netns', 'list'])).stdout).not.toContain(router.id),
        { timeoutMs: 60_000 },
      );
      await machine.run(['systemctl', 'stop', OLD_L3_UNIT], { accept: 'any' });
      await machine.run(['rm', '-f', UNIT_FILE]);
      await machine.run(['systemctl', 'daemon-reload']);
      await machine.run(['mv', `${CONFIG}.kept`, CONFIG]);
      await machine.run(['umount', '/proc/sys/net']);
      for (const { id } of await api.list('agent', { binary: NEW_L3_UNIT })) await api.remove('agent', id);
    },
  };
}

/** The router's devices in its namespace, each with the number that the kernel gave it; none when the namespace is not there. */
export async function devices(machine: RemoteMachine, router: string): Promise<readonly string[]> {
  const { stdout } = await machine.run(['ip', '-n', `qrouter-${router}`, '-o', 'link'], { accept: 'any' });
  return stdout.split('\n').flatMap((line) => /^\d+: qr-[0-9a-f-]+/.exec(line) ?? []);
}

/** Lets a VM send to the other network through the router, or to its gateway again. */
export async function routeThrough(machine: RemoteMachine, vm: LabVm, verb: 'add' | 'del'): Promise<void> {
  const other = NETWORKS.find(({ id }) => id !== vm.network.id) as LabNetwork;
  await machine.run(['ip', '-n', `vm-${vm.name}`, 'route', verb, other.cidr, 'via', addressIn(vm.network)]);
}
