import type { ClusterDefinition } from '../../../model/cluster';

/** Whether one of each kind of hypervisors goes first: as `rollout.trials` says, else where they do not fit into one batch. */
export function wantsTrials({ rollout }: Pick<ClusterDefinition, 'rollout'>, hosts: number): boolean {
  return hosts > 1 && (rollout.trials ?? hosts > rollout.hostsPerBatch);
}
