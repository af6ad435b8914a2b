import type { ClusterState, FleetCluster } from './fleet';

/** How a cluster may end that has not failed. */
const GOOD: readonly ClusterState[] = ['upgraded', 'partial', 'rehearsed'];
const UNDER_WAY: readonly ClusterState[] = ['pending', 'paused', 'running'];

/** Whether a cluster's upgrade has yet to end. */
export function isUnderWay(state: ClusterState): boolean {
  return UNDER_WAY.includes(state);
}

/** How many of these count against the failure budget. */
export function countFailed(clusters: readonly Pick<FleetCluster, 'state'>[]): number {
  return clusters.filter(({ state }) => !isUnderWay(state) && !GOOD.includes(state)).length;
}
