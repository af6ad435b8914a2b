/** Search attributes of every workflow of StackLeap, all keywords. The orchestrator's worker registers them. */
export const SEARCH_ATTRIBUTES = {
  cluster: 'StackleapCluster',
  datacenter: 'StackleapDatacenter',
  phase: 'StackleapPhase',
  outcome: 'StackleapOutcome',
} as const;
