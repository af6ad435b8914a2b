import { setPorts } from '../../../connectors/openvswitch/bridges';
import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { findBridge } from '../../../model/network/switch';
import type { OpenHost } from '../../toolbox/open-host';
import { readHostSeeds, seedBridges, type HostSeeds } from './host-seeds';
import { movedPorts } from './port-vlans';

/**
 * Has the seeds carry the traffic again. An agent that did not get through its sync may have put ports on other local VLANs, or on the
 * dead one: they go back to those that the seeds know. What has been plugged since gets seeds as well, unless seeds are copies, or the
 * host says something now of which none can be made.
 */
export async function bringSeedsBack({ definition, machine }: OpenHost, seeds: HostSeeds): Promise<void> {
  const helper = await HostHelper.install(machine);
  const bridge = findBridge(await readSwitch(machine), definition.network.integrationBridge);
  const moved = movedPorts(seeds.ports, bridge);
  if (moved.length > 0) {
    await seedBridges(machine, helper, seeds);
    // Until this is done flows and ports do not agree; where it cannot be done there are seeds all the same.
    await setPorts(machine, moved).catch(() => undefined);
  }
  const due = seeds.copied.length > 0 ? seeds : await readHostSeeds(machine, definition).catch(() => seeds);
  await seedBridges(machine, helper, due);
}
