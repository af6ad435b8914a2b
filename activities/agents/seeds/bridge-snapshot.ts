import { z } from 'zod';
import { dumpFlows, setManagers, setPorts, setProtocols } from '../../../connectors/openvswitch/bridges';
import { HostHelper } from '../../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import { modeOf, neededProtocols } from '../../../flows/bridge-mode';
import { parseFlows } from '../../../flows/saved-flows';
import type { RemoteMachine } from '../../../model/command';
import { findBridge } from '../../../model/network/switch';
import { storedFileSchema } from '../../define/stored-file';
import type { Dependencies } from '../../dependencies';
import { changedPorts, portVlans, type PortVlan } from './port-vlans';

type Store = Dependencies['store'];

/** Bridges as they were: their modes, and by digest what is big of them. Physical bridges come first. */
export const bridgeSnapshotSchema = z.object({
  host: z.string(),
  /** A `BridgeMode` each, with a `BridgeContent` in the store. */
  bridges: z
    .array(
      z.object({
        bridge: z.string(),
        protocols: z.array(z.string()).readonly(),
        controller: z.string().nullable(),
        failMode: z.enum(['', 'secure', 'standalone']),
        content: storedFileSchema,
      }),
    )
    .readonly(),
  managers: z.array(z.string()).readonly(),
});

export type BridgeSnapshot = Readonly<z.output<typeof bridgeSnapshotSchema>>;

/** What is big of a bridge. */
interface BridgeContent {
  readonly flows: readonly string[];
  /** Ports of VMs. */
  readonly ports: readonly PortVlan[];
}

/** Notes the bridges of a host, in the order given. */
export async function takeSnapshot(
  machine: RemoteMachine,
  store: Store,
  bridges: readonly string[],
): Promise<BridgeSnapshot> {
  const found = await readSwitch(machine);
  const taken = [];
  for (const name of bridges) {
    const bridge = findBridge(found, name);
    if (bridge === undefined) continue;
    const content: BridgeContent = {
      flows: parseFlows(await dumpFlows(machine, name)),
      ports: portVlans(bridge),
    };
    const stored = await store.put(JSON.stringify(content));
    taken.push({ ...modeOf(bridge), content: { ...stored } });
  }
  return { host: machine.name, bridges: taken, managers: found.managers };
}

/** Gives bridges back as they were, without leaving them without flows. */
export async function restoreSnapshot(
  machine: RemoteMachine,
  store: Store,
  { bridges, managers }: BridgeSnapshot,
): Promise<void> {
  const helper = await HostHelper.install(machine);
  const found = await readSwitch(machine);
  for (const before of bridges) {
    const bridge = findBridge(found, before.bridge);
    if (bridge === undefined) continue;
    const { flows, ports } = JSON.parse((await store.get(before.content)).toString('utf8')) as BridgeContent;
    await setProtocols(machine, before.bridge, neededProtocols(bridge));
    const now = modeOf(bridge);
    if (now.controller !== before.controller || now.failMode !== before.failMode)
      await helper.change([{ ...before, flows }]);
    await helper.replace({ [before.bridge]: flows });
    await setProtocols(machine, before.bridge, before.protocols);
    // The older version writes VLAN actions in another way: so they are, to the letter, what they were.
    if (before.protocols.length > 0 && !before.protocols.includes('OpenFlow14'))
      await helper.rewrite({ [before.bridge]: flows });
    const changed = changedPorts(ports, bridge);
    if (changed.length > 0) await setPorts(machine, changed);
  }
  if (managers.join() !== found.managers.join()) await setManagers(machine, managers);
}
