import type { Dependencies } from '../dependencies';
import { withFailures } from '../toolbox/with-failures';
import { createEnsureHostProbed, createEnsureHostProbesEnded } from './ensure-host-probed';
import { createEnsureProbesMeasured } from './ensure-probes-measured';
import { createEnsureProbesStarted } from './ensure-probes-started';
import { createEnsureProbesStopped } from './ensure-probes-stopped';
import { createReadProbeBlockers } from './read-probe-blockers';

export function createProbeActivities(deps: Dependencies) {
  return withFailures({
    readProbeBlockers: createReadProbeBlockers(deps),
    ensureProbesStarted: createEnsureProbesStarted(deps),
    ensureHostProbed: createEnsureHostProbed(deps),
    ensureHostProbesEnded: createEnsureHostProbesEnded(deps),
    ensureProbesMeasured: createEnsureProbesMeasured(deps),
    ensureProbesStopped: createEnsureProbesStopped(deps),
  });
}
