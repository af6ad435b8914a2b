import { findBridge, type Switch } from '../model/switch';

/** What Open vSwitch calls its datapath in userspace; every other name is the kernel's. */
const USERSPACE = 'netdev';

/**
 * The devices by which packets come into these bridges on the kernel's datapath: what they bring is held while the bridges have
 * no flows. None in userspace, where packets do not pass the queues of devices. A host's own packets, which come by internal
 * ports, are not held: they are sent again.
 */
export function heldPorts(found: Switch, bridges: readonly string[]): readonly string[] {
  return bridges.flatMap((name) => {
    const bridge = findBridge(found, name);
    if (bridge === undefined || bridge.datapathType === USERSPACE) return [];
    return bridge.ports.filter(({ type, ofport }) => type === '' && ofport !== null).flatMap(({ devices }) => devices);
  });
}
