import { dumpFlows, setManagers, setProtocols } from '../../connectors/openvswitch/bridges';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { modeOf, neededProtocols, type BridgeMode } from '../../flows/bridge-mode';
import { parseFlows } from '../../flows/saved-flows';
import type { RemoteMachine } from '../../model/command';
import type { JsonObject } from '../../model/json';
import type { StoredFile } from '../../model/run';
import { findBridge } from '../../model/switch';
import type { Dependencies } from '../dependencies';

type Store = Dependencies['store'];

/** Bridges as they were: their modes, and by digest their flows. Physical bridges come first. */
export interface BridgeSnapshot {
  readonly host: string;
  readonly bridges: readonly (BridgeMode & { readonly flows: StoredFile })[];
  readonly managers: readonly string[];
}

/** Notes the bridges of a host, in the order given: a `BridgeSnapshot` as a detail of an undo. */
export async function takeSnapshot(
  machine: RemoteMachine,
  store: Store,
  bridges: readonly string[],
): Promise<JsonObject> {
  const found = await readSwitch(machine);
  const taken = [];
  for (const name of bridges) {
    const bridge = findBridge(found, name);
    if (bridge === undefined) continue;
    const flows = await store.put(JSON.stringify(parseFlows(await dumpFlows(machine, name))));
    taken.push({ ...modeOf(bridge), flows: { ...flows } });
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
    const flows = JSON.parse((await store.get(before.flows)).toString('utf8')) as readonly string[];
    await setProtocols(machine, before.bridge, neededProtocols(bridge));
    const now = modeOf(bridge);
    if (now.controller !== before.controller || now.failMode !== before.failMode)
      await helper.change([{ ...before, flows }]);
    await helper.replace({ [before.bridge]: flows }, 'OpenFlow14');
    await setProtocols(machine, before.bridge, before.protocols);
    // The older version writes VLAN actions in another way: so they are, to the letter, what they were.
    if (before.protocols.length > 0 && !before.protocols.includes('OpenFlow14'))
      await helper.replace({ [before.bridge]: flows }, 'OpenFlow10');
  }
  if (managers.join() !== found.managers.join()) await setManagers(machine, managers);
}
