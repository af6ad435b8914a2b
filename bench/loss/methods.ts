import { takeSnapshot } from '../../activities/agents/bypass/bridge-snapshot';
import { readHostBypass } from '../../activities/agents/bypass/host-bypass';
import { pairOf } from '../../activities/toolbox/pair-of';
import { setProtocols } from '../../connectors/openvswitch/bridges';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import { HostHelper } from '../../connectors/openvswitch/host-helper';
import { bridgeChanges, neededProtocols } from '../../flows/bridge-mode';
import { BYPASS_COOKIE } from '../../flows/cookie';
import { findBridge } from '../../model/network/switch';
import type { RunRef } from '../../model/run';
import { place, type Product } from './product';

/** Brings a host from Liberty's bridges to Stein's running agent. */
export type Method = (product: Product, run: RunRef, host: string) => Promise<void>;

/** What protects the traffic, in the order of the plan. */
export const PROTECTED = ['verifyHostReady', 'ensureFlowsSeeded', 'ensureBridgesChanged'] as const;
const STARTED = ['ensureAgentStarted', 'verifyVmsAnswer'] as const;

/** Carries out activities on a host in this order; loss is measured by the bench, and does not end the change. */
export async function carryOut(
  { step }: Product,
  run: RunRef,
  host: string,
  activities: readonly string[],
): Promise<void> {
  for (const activity of activities) {
    const { hold } = await step(place(run, 'agents', host, activity), activity, { host, tolerate: true });
    if (hold !== undefined) throw new Error(`${host} is held: ${hold.join('; ')}`);
  }
}

/** The agent is started, and nothing else: it sets its controller, and the bridge flushes itself. */
export const unprotected: Method = (product, run, host) => carryOut(product, run, host, STARTED);

/**
 * One NORMAL above all on each bridge. It is carried over the flush as our bypass flows are, so that only what it lacks is seen: it
 * puts local VLANs on the wire.
 */
export const blanketNormal: Method = async (product, run, host) => {
  const { deps, definition } = product;
  const machine = await deps.machine(definition, host);
  const ledger = await deps.ledger(definition);
  const { bridges } = await readHostBypass(machine, definition);
  const found = await readSwitch(machine);
  const at = place(run, 'agents', host, 'blanketNormal');
  await ledger.recordUndo(at, 'restoreBridges', await takeSnapshot(machine, deps.store, bridges));
  const flows = [`cookie=${BYPASS_COOKIE},table=0,priority=65535,actions=NORMAL`];
  const helper = await HostHelper.install(machine);
  for (const name of bridges) {
    const bridge = findBridge(found, name);
    if (bridge !== undefined) await setProtocols(machine, name, neededProtocols(bridge));
  }
  await helper.seed(Object.fromEntries(bridges.map((bridge) => [bridge, flows])), BYPASS_COOKIE);
  await helper.change(
    bridgeChanges(found, bridges, pairOf(deps, definition).network.agentController).map((change) => ({
      ...change,
      flows,
    })),
  );
  await carryOut(product, run, host, STARTED);
};

/** The steps of the phase `agents`. */
export const stackleap: Method = (product, run, host) =>
  carryOut(product, run, host, [...PROTECTED, ...STARTED, 'verifySeedsGone']);
