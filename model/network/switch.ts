/** What OVSDB says of a host's switch, as far as bypass flows and bridge changes need it. */
export interface Switch {
  readonly bridges: readonly Bridge[];
  /** Where ovsdb-server listens or connects to, for example `ptcp:6640:127.0.0.1`. */
  readonly managers: readonly string[];
}

export interface Bridge {
  readonly name: string;
  /** `netdev` in userspace, `system` or '' in the kernel. */
  readonly datapathType: string;
  /** OpenFlow versions that it speaks; none listed means Open vSwitch's default. */
  readonly protocols: readonly string[];
  readonly failMode: '' | 'secure' | 'standalone';
  readonly controllers: readonly string[];
  readonly ports: readonly SwitchPort[];
}

export interface SwitchPort {
  readonly name: string;
  /** The local VLAN; null for a trunk. */
  readonly tag: number | null;
  /** Where an agent keeps the port's network: net_uuid, network_type, physical_network, segmentation_id. */
  readonly otherConfig: Readonly<Record<string, string>>;
  /** The OpenFlow port number; null while there is none. */
  readonly ofport: number | null;
  readonly type: string;
  /** iface-id, attached-mac, vm-uuid of a VM's port. */
  readonly externalIds: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
}

/** The VLAN on which an agent puts ports that it must not wire. */
export const DEAD_VLAN = 4095;

export function findBridge({ bridges }: Switch, name: string): Bridge | undefined {
  return bridges.find((bridge) => bridge.name === name);
}

/** Whether the agent has wired a port nowhere. */
export function isDead({ tag }: Pick<SwitchPort, 'tag'>): boolean {
  return tag === DEAD_VLAN;
}

/** The datapath in the kernel, by the name that agents, bindings and Nova's caches have for it: whoever names none means this one. */
export const KERNEL_DATAPATH = 'system';

/** Which datapath a bridge has, by the same name; undefined where there is no such bridge. OVSDB says '' for the kernel's, too. */
export function datapathTypeOf(found: Switch, name: string): string | undefined {
  const bridge = findBridge(found, name);
  return bridge && (bridge.datapathType || KERNEL_DATAPATH);
}

/** The ports of VMs on a bridge. */
export function vmPorts(bridge: Bridge | undefined): readonly SwitchPort[] {
  return (bridge?.ports ?? []).filter(({ externalIds }) => externalIds['iface-id'] !== undefined);
}
