import { setTimeout as sleep } from 'node:timers/promises';
import { readFramesSent } from '../../connectors/openvswitch/port-counters';
import { readSwitch } from '../../connectors/openvswitch/read-switch';
import type { RemoteMachine } from '../../model/command';
import { findBridge, vmPorts } from '../../model/switch';
import { cancellation } from '../heartbeat';
import type { LossGuard } from './loss-guard';

/** A VM that answers nothing, by the port that the switch sends its frames to. */
export interface MuteVm {
  readonly name: string;
  readonly port: string;
}

/** Several of the probe's requests fall into it. */
const BASELINE_MS = 2_000;

/**
 * Guards VMs that answer neither pings nor ARP: the probe goes on asking, so frames go on reaching their ports. Those whose ports
 * get none now cannot be guarded.
 */
export async function guardFrames(
  machine: RemoteMachine,
  bridge: string,
  vms: readonly MuteVm[],
  budgetMs: number,
): Promise<LossGuard> {
  if (vms.length === 0) return () => Promise.resolve([]);
  const ports = vmPorts(findBridge(await readSwitch(machine), bridge));
  const numbers = new Map(ports.map(({ externalIds, ofport }) => [externalIds['iface-id'], ofport]));
  const sentTo = async (): Promise<ReadonlyMap<string, number>> => {
    const counters = await readFramesSent(machine, bridge);
    return new Map(vms.map(({ port }) => [port, counters.get(numbers.get(port) ?? -1) ?? 0]));
  };
  const before = await sentTo();
  await sleep(BASELINE_MS, undefined, { signal: cancellation() });
  const last = new Map<string, { frames: number; at: number }>();
  for (const [port, frames] of await sentTo()) {
    if (frames > (before.get(port) ?? 0)) last.set(port, { frames, at: performance.now() });
  }
  return async () => {
    const now = performance.now();
    const counters = await sentTo();
    return vms.flatMap(({ name, port }) => {
      const known = last.get(port);
      const frames = counters.get(port) ?? 0;
      if (known === undefined) return [];
      if (frames !== known.frames) last.set(port, { frames, at: now });
      const silence = Math.round(now - known.at);
      return frames === known.frames && silence > budgetMs ? [`no frame has reached ${name} for ${silence} ms`] : [];
    });
  };
}
