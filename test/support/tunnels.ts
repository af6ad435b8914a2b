import type { RemoteMachine } from '../../model/remote-command';

/** Where an agent takes frames of each type out of their tunnels. */
export const TUNNEL_TABLES = { vxlan: 4, gre: 3, geneve: 6 } as const;
export type TunnelType = keyof typeof TUNNEL_TABLES;

/** One end of such a network in the lab: a host with a tunnel to the other end's, and a guest behind its integration bridge. */
export interface TunnelEnd {
  readonly machine: RemoteMachine;
  /** Last number of the addresses of the tunnel's end and of the guest, and of the guest's MAC. */
  readonly number: number;
  readonly localVlan: number;
}

export const TUNNEL = {
  segment: 1001,
  namespace: 'vm-tunnel',
  port: 'tap-tunnel',
  bridge: 'br-tun',
  mtu: 1400,
} as const;

export const addressOf = ({ number }: TunnelEnd): string => `10.6.0.${number}`;
export const endpointOf = ({ number }: Pick<TunnelEnd, 'number'>): string => `10.9.0.${number}`;
export const macOf = ({ number }: TunnelEnd): string => `fa:16:3e:00:09:${number}`;

/** Open vSwitch's userspace wants the tunnel's own address on a bridge of its. */
const UNDERLAY = 'br-vlan';
/** The kernel would answer for that address here, too, with this port's MAC; whose answer comes last is where tunnels lead. */
const UPLINK = 'uplink';

/** Leaves a host with br-tun as neutron-openvswitch-agent 7.0.0 does (`of_interface` ovs-ofctl, no l2population). */
export async function makeTunnel(type: TunnelType, end: TunnelEnd, other: TunnelEnd): Promise<void> {
  const { machine, localVlan } = end;
  const tunnel = `${type}-0a0900${other.number.toString(16).padStart(2, '0')}`;
  const learn = [
    'table=20,hard_timeout=300,priority=1,cookie=0xaaaabbbb00001111,NXM_OF_VLAN_TCI[0..11]',
    'NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],load:0->NXM_OF_VLAN_TCI[],load:NXM_NX_TUN_ID[]->NXM_NX_TUN_ID[],output:NXM_OF_IN_PORT[]',
  ].join(',');
  const unicast = 'dl_dst=00:00:00:00:00:00/01:00:00:00:00:00';
  const flows = [
    'table=0,priority=1,in_port=$inner,actions=resubmit(,2)',
    `table=0,priority=1,in_port=$outer,actions=resubmit(,${TUNNEL_TABLES[type]})`,
    'table=0,priority=0,actions=drop',
    `table=2,priority=0,${unicast},actions=resubmit(,20)`,
    `table=2,priority=0,${unicast.replace('=00', '=01')},actions=resubmit(,22)`,
    'table=3,priority=0,actions=drop',
    `table=${TUNNEL_TABLES[type]},priority=1,tun_id=${TUNNEL.segment},actions=mod_vlan_vid:${localVlan},resubmit(,10)`,
    'table=4,priority=0,actions=drop',
    'table=6,priority=0,actions=drop',
    `table=10,priority=1,actions=learn(${learn}),output:$inner`,
    'table=20,priority=0,actions=resubmit(,22)',
    `table=22,dl_vlan=${localVlan},actions=strip_vlan,set_tunnel:${TUNNEL.segment},output:$outer`,
    'table=22,priority=0,actions=drop',
  ];
  const options = `options:in_key=flow options:out_key=flow options:local_ip=${endpointOf(end)} options:remote_ip=${endpointOf(other)}`;
  const script = `set -eu
ip link set ${UPLINK} arp off
ip link set ${UNDERLAY} up
ip address add ${endpointOf(end)}/24 dev ${UNDERLAY}
ovs-vsctl add-br br-tun -- set Bridge br-tun datapath_type=netdev protocols=OpenFlow10 -- set-fail-mode br-tun secure \\
  -- add-port br-int patch-tun -- set Interface patch-tun type=patch options:peer=patch-int \\
  -- add-port br-tun patch-int -- set Interface patch-int type=patch options:peer=patch-tun \\
  -- add-port br-tun ${tunnel} -- set Interface ${tunnel} type=${type} options:df_default=true ${options}
inner=$(ovs-vsctl get Interface patch-int ofport) outer=$(ovs-vsctl get Interface ${tunnel} ofport)
ovs-ofctl del-flows br-tun
ovs-ofctl add-flows br-tun - <<FLOWS
${flows.map((flow) => `cookie=0xaaaabbbb00001111,${flow}`).join('\n')}
FLOWS
ip netns add ${TUNNEL.namespace}
ip link add ${TUNNEL.port} type veth peer name eth0 netns ${TUNNEL.namespace}
ip -n ${TUNNEL.namespace} link set eth0 address ${macOf(end)} mtu ${TUNNEL.mtu}
ip -n ${TUNNEL.namespace} address add ${addressOf(end)}/24 dev eth0
ip -n ${TUNNEL.namespace} link set eth0 up
ip link set ${TUNNEL.port} up
ovs-vsctl add-port br-int ${TUNNEL.port} tag=${localVlan}`;
  await machine.run(['sh', '-c', script]);
}

/** Takes all of it away again, also when only some of it was made. */
export async function removeTunnel({ machine }: TunnelEnd): Promise<void> {
  const script = `ovs-vsctl --if-exists del-br br-tun -- --if-exists del-port ${TUNNEL.port} -- --if-exists del-port patch-tun
ip link del ${TUNNEL.port}; ip netns del ${TUNNEL.namespace}; ip address flush dev ${UNDERLAY}; ip link set ${UNDERLAY} down
ip link set ${UPLINK} arp on; true`;
  await machine.run(['sh', '-c', script]);
}

/** Pings from one guest to the other at 100 Hz until it is asked what became of it. */
export async function pingThrough(
  from: TunnelEnd,
  to: TunnelEnd,
): Promise<() => Promise<{ sent: number; lost: number }>> {
  const [unit, log] = ['stackleap-test-tunnel-ping', '/run/stackleap-test-tunnel-ping.log'];
  await from.machine.run(['rm', '-f', log]);
  await from.machine.run([
    ...['systemd-run', '--quiet', '--collect', `--unit=${unit}`, `--property=StandardOutput=file:${log}`],
    ...['ip', 'netns', 'exec', TUNNEL.namespace, 'ping', '-q', '-i', '0.01', addressOf(to)],
  ]);
  return async () => {
    await from.machine.run(['systemctl', 'kill', '--signal=INT', unit]);
    await from.machine.run(['sh', '-c', `timeout 10 sh -c 'until grep -q received ${log}; do sleep 0.1; done'`]);
    const { stdout } = await from.machine.run(['cat', log]);
    const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(stdout) ?? [];
    return { sent: Number(sent), lost: Number(sent) - Number(received) };
  };
}
