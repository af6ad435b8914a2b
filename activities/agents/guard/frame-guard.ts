import { setTimeout as sleep } from 'node:timers/promises';
import { readFramesSent } from '../../../connectors/openvswitch/port-counters';
import { readSwitch } from '../../../connectors/openvswitch/read-switch';
import type { RemoteMachine } from '../../../model/remote-command';
import { findBridge, vmPorts } from '../../../model/network/switch';
import { cancellation } from '../../toolbox/heartbeat';
import type { MuteVm } from '../../probes/probed';
import type { Silence } from './loss-guard';

/** Several of the probe's requests fall into it. */
const BASELINE_MS = 2_000;
const BASELINE_REQUESTS = 3;

/**
 * VMs that answer neither pings nor ARP are guarded by the frames that the switch sends to their ports: the probe keeps asking.
 * These are the ones whose ports get frames now; the others cannot be guarded.
 */
export async function readFed(
  machine: RemoteMachine,
  bridge: string,
  vms: readonly MuteVm[],
  intervalMs: number,
): Promise<readonly MuteVm[]> {
  if (vms.length === 0) return [];
  const sentTo = await counters(machine, bridge, vms);
  const before = await sentTo();
  await sleep(Math.max(BASELINE_MS, BASELINE_REQUESTS * intervalMs), undefined, { signal: cancellation() });
  const now = await sentTo();
  return vms.filter(({ port }) => (now.get(port) ?? 0) > (before.get(port) ?? 0));
}

/** Guards VMs whose ports got frames before the host was touched. */
export async function guardFrames(
  machine: RemoteMachine,
  bridge: string,
  fed: readonly MuteVm[],
  patienceMs: number,
): Promise<Silence> {
  if (fed.length === 0) return () => Promise.resolve([]);
  const sentTo = await counters(machine, bridge, fed);
  const begin = performance.now();
  const last = new Map([...(await sentTo())].map(([port, frames]) => [port, { frames, at: begin }]));
  return async () => {
    const now = performance.now();
    const frames = await sentTo();
    return fed.flatMap(({ name, port }) => {
      const known = last.get(port);
      const count = frames.get(port) ?? 0;
      if (known === undefined || count !== known.frames) {
        last.set(port, { frames: count, at: now });
        return [];
      }
      const silence = Math.round(now - known.at);
      return silence > patienceMs ? [`no frame has reached ${name} for ${silence} ms`] : [];
    });
  };
}

/** Tells how many frames the switch has sent to each VM's port, by the port's id in Neutron. */
async function counters(
  machine: RemoteMachine,
  bridge: string,
  vms: readonly MuteVm[],
): Promise<() => Promise<ReadonlyMap<string, number>>> {
  const ports = vmPorts(findBridge(await readSwitch(machine), bridge));
  const numbers = new Map(ports.map(({ externalIds, ofport }) => [externalIds['iface-id'], ofport]));
  return async () => {
    const sent = await readFramesSent(machine, bridge);
    return new Map(vms.map(({ port }) => [port, sent.get(numbers.get(port) ?? -1) ?? 0]));
  };
}
