import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { findBridge } from '../../model/switch';
import type { OpenHost } from '../hosts/open-host';
import { readHostSeeds, seedBridges, type HostSeeds } from './host-seeds';
import { restorePortVlans } from './port-vlans';

/**
 * Has the seeds carry the traffic again. An agent that did not get through its sync may have put ports on other local VLANs, or on the
 * dead one: they go back to those that the seeds know. What has been plugged since gets seeds as well, unless seeds are copies, or the
 * host says something now of which none can be made.
 */
export async function bringSeedsBack({ definition, machine }: OpenHost, seeds: HostSeeds): Promise<void> {
  const bridge = findBridge(await readSwitch(machine), definition.network.integrationBridge);
  await restorePortVlans(machine, seeds.ports, bridge);
  const due = seeds.copied.length > 0 ? seeds : await readHostSeeds(machine, definition).catch(() => seeds);
  await seedBridges(machine, await HostHelper.install(machine), due);
}
