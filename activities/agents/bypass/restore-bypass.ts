import { setPorts } from '../../../connectors/openvswitch/bridges';
import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { findBridge } from '../../../model/network/switch';
import type { OpenHost } from '../../toolbox/open-host';
import { readHostBypass, installBypass, type HostBypass } from './host-bypass';
import { movedPorts } from './port-vlans';

/**
 * Has the bypass flows carry the traffic again. An agent that did not get through its sync may have put ports on other local VLANs,
 * or on the dead one: they go back to those that the bypass flows know. What has been plugged since gets bypass flows as well,
 * unless bypass flows are copies, or the host says something now of which none can be made.
 */
export async function restoreBypass({ definition, machine }: OpenHost, bypass: HostBypass): Promise<void> {
  const helper = await HostHelper.install(machine);
  const bridge = findBridge(await readSwitch(machine), definition.network.integrationBridge);
  const moved = movedPorts(bypass.ports, bridge);
  if (moved.length > 0) {
    await installBypass(machine, helper, bypass);
    // Until this is done flows and ports do not agree; where it cannot be done there are bypass flows all the same.
    await setPorts(machine, moved).catch(() => undefined);
  }
  const due = bypass.copied.length > 0 ? bypass : await readHostBypass(machine, definition).catch(() => bypass);
  await installBypass(machine, helper, due);
}
