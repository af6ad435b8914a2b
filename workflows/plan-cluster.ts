import { workflowInfo } from '@temporalio/workflow';
import type { PlanReference } from '../model/plan/plan-page';
import type { PlanInput } from '../model/upgrade';
import { planningInDatacenter } from './toolbox/activities';
import { checkInput, pingDatacenter, throwPlain } from './toolbox/prepare';

/** Builds the plan of an upgrade and stores it: its digest may be given to `upgradeCluster` as `plan`. Writes nothing. */
export async function planCluster(input: PlanInput): Promise<PlanReference> {
  const { options, datacenter } = await checkInput('planCluster', input);
  await pingDatacenter(datacenter);
  const run = { id: workflowInfo().firstExecutionRunId, cluster: options.cluster, datacenter };
  return planningInDatacenter(datacenter).buildPlan({ run, options }).catch(throwPlain);
}
