import type { ClusterDefinition } from '../../../model/cluster';
import type { AntiAffinityGroup } from '../../../model/plan/anti-affinity-group';
import type { Plan } from '../../../model/plan/plan';
import type { Trial } from '../../../model/plan/trial';
import type { PlanOptions } from '../../../model/upgrade';

/** Makes the plan of an upgrade; pure. */
export type Planner = (
  definition: ClusterDefinition,
  options: PlanOptions,
  groups?: readonly AntiAffinityGroup[],
  trials?: readonly Trial[],
) => Plan;

/** Reads what keeps hosts apart in the order of the agents; rejects when it cannot be read. */
export type ReadAntiAffinity = (
  definition: ClusterDefinition,
) => Promise<{ readonly groups: readonly AntiAffinityGroup[] }>;

/** Reads which of these hypervisors go before the others of their kind; rejects when that cannot be read. */
export type ReadTrials = (definition: ClusterDefinition, hosts: readonly string[]) => Promise<readonly Trial[]>;

/** Reads a cluster's folder as it is now: the definition, and all that a plan keeps, as one text. */
export type TakeSnapshot = (
  cluster: string,
) => Promise<{ readonly definition: ClusterDefinition; readonly content: string }>;

/** What a plan is made from, beside the definition. */
export interface ReadOrder {
  readonly readAntiAffinity: ReadAntiAffinity;
  readonly readTrials: ReadTrials;
  /** Not there: plans have no snapshot, and steps read the cluster's folder. */
  readonly takeSnapshot?: TakeSnapshot;
}
