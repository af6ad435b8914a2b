import type { ClusterDefinition } from '../model/cluster';
import { hostsOfBudget } from '../model/failure-budget/budget';
import { orderPhases, type PhaseName } from '../model/phases';
import type { AntiAffinityGroup } from '../model/plan/anti-affinity-group';
import type { Plan, PlannedPhase } from '../model/plan/plan';
import type { Trial } from '../model/plan/trial';
import type { PlanOptions } from '../model/upgrade';
import { planAgents } from './agents';
import { PLAN_VERSION, writtenVersion } from '../model/plan/plan-version';
import { checkPlan } from './check';
import { chooseHosts } from './turns/choose-hosts';
import { planCompute } from './compute';
import { planControllers } from './controllers';
import { planFinalize } from './finalize';
import { planFreeze } from './freeze';
import { freezeDeep } from './freeze-deep';
import { planHosts } from './hosts';
import { planImages } from './images';
import { planNetwork } from './network';
import { planOpen } from './open';
import { planPreflight } from './preflight';
import { planPrepare } from './prepare';
import { withProbes } from './probes';
import { planVerify } from './verify';
import { planVolumes } from './volumes';

type PlanPhase = (
  definition: ClusterDefinition,
  options: PlanOptions,
  antiAffinity: readonly AntiAffinityGroup[],
  trials: readonly Trial[],
) => PlannedPhase;

/** Who plans which phase. */
const PLANNERS: Readonly<Record<PhaseName, PlanPhase>> = {
  preflight: planPreflight,
  prepare: planPrepare,
  freeze: planFreeze,
  images: planImages,
  compute: planCompute,
  volumes: planVolumes,
  network: planNetwork,
  controllers: planControllers,
  open: planOpen,
  hosts: (definition, { hosts }, _, trials) => planHosts(definition, hosts, trials),
  agents: planAgents,
  verify: planVerify,
  finalize: planFinalize,
};

/**
 * The plan of an upgrade: what `stackleap plan` prints and what the workflow executes, node for node. Frozen. Groups of
 * `antiAffinity` keep hosts apart in the order of the agents; `trials` go first in `hosts`.
 */
export function planUpgrade(
  definition: ClusterDefinition,
  options: PlanOptions,
  antiAffinity: readonly AntiAffinityGroup[] = [],
  trials: readonly Trial[] = [],
): Plan {
  const { name, datacenter, releases, rollout } = definition;
  const phases = orderPhases(rollout.open)
    .filter((phase) => options.phases.includes(phase))
    .map((phase) => PLANNERS[phase](definition, options, antiAffinity, trials));
  const failureBudget = hostsOfBudget(rollout.failureBudget, chooseHosts(definition, options.hosts).length);
  const plan: Plan = {
    cluster: name,
    datacenter,
    pair: `${releases.from}-to-${releases.to}`,
    ...(failureBudget > 0 && { failureBudget }),
    ...writtenVersion(PLAN_VERSION),
    phases: withProbes(phases),
  };
  checkPlan(plan);
  return freezeDeep(plan);
}
