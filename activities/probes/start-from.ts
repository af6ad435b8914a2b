import { readProbeClock } from '../../connectors/probes/read-loss';
import { ensureProbes, stopProbes } from '../../connectors/probes/probe-units';
import type { ClusterDefinition, ProbePoint } from '../../model/cluster';
import type { Dependencies } from '../dependencies';
import { failure } from '../toolbox/failure';
import { byArp } from './arp';
import { silentTargets } from './baseline';
import { isInFlight } from './in-flight';
import type { ProbedPoint } from './probed';
import { readTargets, type VmProbe } from './targets';

const PING_PATIENCE_MS = 15_000;
const ARP_PATIENCE_MS = 5_000;

/** What one machine pings from now on. */
export interface Begun extends ProbedPoint {
  readonly changed: boolean;
  /** VMs that answer its pings, those that answer only by ARP, and those that answer neither. */
  readonly answering: readonly VmProbe[];
  readonly arp: readonly VmProbe[];
  readonly mute: readonly VmProbe[];
}

/** Pings every VM and every control target from one machine, none faster, and awaits the baseline; see `ensureProbesStarted`. */
export async function startFrom(
  deps: Dependencies,
  definition: ClusterDefinition,
  point: ProbePoint,
  set: string,
): Promise<Begun> {
  const { intervalMs } = definition.probes;
  const { vms, controls } = await readTargets(deps, definition, point);
  const machine = await deps.machine(definition, point.machine);
  const pings = [...vms, ...controls];
  await stopProbes(machine, set, isInFlight);
  const since = await readProbeClock(machine);
  const started = await ensureProbes(machine, set, pings, intervalMs);
  const names = pings.map(({ name }) => name);
  const baseline = { set, since: started > 0 ? since : 0, intervalMs };
  const silent = await silentTargets(machine, { ...baseline, names, patienceMs: PING_PATIENCE_MS });
  const answering = vms.filter(({ name }) => !silent.includes(name));
  if (controls.some(({ name }) => silent.includes(name)) || (vms.length > 0 && answering.length === 0))
    throw failure(
      'HostNotReady',
      `No answer to pings from ${machine.name} before anything was touched: ${silent.join(', ')}.`,
    );

  const silentVms = vms.filter(({ name }) => silent.includes(name));
  const asked = byArp(silentVms);
  // Those that ARP cannot ask are still pinged: frames reach their ports. With both, broadcasts would hide that they alone do.
  const replaced = silentVms.filter(({ port }) => asked.some((one) => one.port === port)).map(({ name }) => name);
  if (replaced.length > 0) await stopProbes(machine, set, (name) => replaced.includes(name));
  const askedSince = await readProbeClock(machine);
  const begun = await ensureProbes(machine, set, asked, intervalMs);
  const dumb = await silentTargets(machine, {
    ...baseline,
    since: begun > 0 ? askedSince : 0,
    names: asked.map(({ name }) => name),
    patienceMs: ARP_PATIENCE_MS,
  });
  const arp = asked.filter(({ name }) => !dumb.includes(name));
  return {
    machine: machine.name,
    vms: [...answering, ...arp].map(({ name, vm, host }) => ({ name, vm, host })),
    controls: controls.map(({ name }) => ({ name })),
    changed: started - replaced.length + begun > 0,
    answering,
    arp,
    mute: silentVms.filter(({ port }) => !arp.some((one) => one.port === port)),
  };
}
