import type { RemoteMachine } from '../../model/remote-command';
import type { SwitchPort } from '../../model/network/switch';

/** Tells a bridge which OpenFlow versions to speak; an empty list is Open vSwitch's default. No flow is touched. */
export async function setProtocols(
  machine: RemoteMachine,
  bridge: string,
  protocols: readonly string[],
): Promise<void> {
  const change =
    protocols.length > 0
      ? ['set', 'Bridge', bridge, `protocols=${protocols.join(',')}`]
      : ['clear', 'Bridge', bridge, 'protocols'];
  await machine.run(['ovs-vsctl', '--timeout=20', ...change]);
}

/** Where ovsdb-server listens or connects to. */
export async function setManagers(machine: RemoteMachine, managers: readonly string[]): Promise<void> {
  const change = managers.length > 0 ? ['set-manager', ...managers] : ['del-manager'];
  await machine.run(['ovs-vsctl', '--timeout=20', ...change]);
}

/** Replaces the local VLANs of ports and what agents keep about them, in one transaction; ports that are gone are passed by. */
export async function setPorts(
  machine: RemoteMachine,
  ports: readonly Pick<SwitchPort, 'name' | 'tag' | 'otherConfig'>[],
): Promise<void> {
  const changes = ports.flatMap(({ name, tag, otherConfig }) => {
    const pairs = Object.entries(otherConfig).map(([key, value]) => `${JSON.stringify(key)}=${JSON.stringify(value)}`);
    const columns = [`tag=${tag ?? '[]'}`, `other_config={${pairs.join(',')}}`];
    return ['--', '--if-exists', 'set', 'Port', name, ...columns];
  });
  await machine.run(['ovs-vsctl', '--timeout=20', ...changes]);
}

/** A bridge's flows as ovs-ofctl prints them. */
export async function dumpFlows(machine: RemoteMachine, bridge: string): Promise<string> {
  return (await machine.run(['ovs-ofctl', 'dump-flows', bridge])).stdout;
}

/** What tells one life of ovs-vswitchd from another: its process id and the time of its start. */
export async function readVswitchd(machine: RemoteMachine): Promise<string> {
  const script = 'pid=$(cat /var/run/openvswitch/ovs-vswitchd.pid) && cut -d" " -f1,22 "/proc/$pid/stat"';
  return (await machine.run(['sh', '-c', script])).stdout.trim();
}
