import type { ClusterDefinition } from '../../model/cluster';

/** One machine that pings, and nothing that it reaches. */
export const DEFAULT_PROBES: ClusterDefinition['probes'] = {
  machine: 'controller',
  intervalMs: 100,
  inFlightIntervalMs: null,
  longestGapMs: 1_000,
  namespaces: {},
  controls: [],
  points: [],
};
