import { findBridge, type Bridge, type Switch } from '../model/network/switch';

/** Who tells a bridge its flows, and what it does without. */
export interface BridgeMode {
  readonly bridge: string;
  readonly protocols: readonly string[];
  readonly controller: string | null;
  readonly failMode: Bridge['failMode'];
}

/** Bundles need 1.4; Stein's agent speaks 1.3; Open vSwitch's own commands 1.0. */
const NEEDED_PROTOCOLS = ['OpenFlow10', 'OpenFlow13', 'OpenFlow14'];

export function modeOf({ name, protocols, controllers, failMode }: Bridge): BridgeMode {
  return { bridge: name, protocols, controller: controllers[0] ?? null, failMode };
}

/** The present versions and those that are needed; the same list when none is missing. */
export function neededProtocols({ protocols }: Bridge): readonly string[] {
  const missing = NEEDED_PROTOCOLS.filter((protocol) => !protocols.includes(protocol));
  return missing.length === 0 ? protocols : [...protocols, ...missing];
}

/**
 * What has to change on these bridges before the new agent starts, which has its controller at `agentController`, so that its own start flushes nothing: a bridge with a
 * controller keeps its flows, and a fail mode may then be set. In the order given.
 */
export function bridgeChanges(
  found: Switch,
  bridges: readonly string[],
  agentController: string,
): readonly BridgeMode[] {
  return bridges.flatMap((name) => {
    const bridge = findBridge(found, name);
    if (bridge === undefined || (bridge.controllers.length > 0 && bridge.failMode === 'secure')) return [];
    const controller = bridge.controllers[0] ?? agentController;
    return [{ bridge: name, protocols: neededProtocols(bridge), controller, failMode: 'secure' }];
  });
}
