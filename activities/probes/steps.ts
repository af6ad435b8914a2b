import { readProbeBlockers } from './read-probe-blockers';
import { ensureProbesStarted } from './ensure-probes-started';
import { ensureHostProbed } from './ensure-host-probed';
import { ensureHostProbesEnded } from './ensure-host-probes-ended';
import { ensureProbesMeasured } from './ensure-probes-measured';
import { ensureProbesStopped } from './ensure-probes-stopped';

/** Pings of VMs all through a run. */
export const PROBE_STEPS = {
  readProbeBlockers,
  ensureProbesStarted,
  ensureHostProbed,
  ensureHostProbesEnded,
  ensureProbesMeasured,
  ensureProbesStopped,
};
