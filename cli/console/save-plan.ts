import { randomUUID } from 'node:crypto';
import { ORCHESTRATOR_QUEUE } from '../../model/names';
import type { PlanReference } from '../../model/plan/plan-page';
import type { PlanInput } from '../../model/upgrade';
import { withTemporal } from './temporal';

/** Has the datacenter's worker make and keep a plan; answers its digest. */
export async function savePlan(input: PlanInput): Promise<string> {
  const workflowId = `plan/${input.cluster}/${randomUUID().slice(0, 8)}`;
  const { file } = await withTemporal(({ client }) =>
    client.workflow.execute<(given: PlanInput) => Promise<PlanReference>>('planCluster', {
      taskQueue: ORCHESTRATOR_QUEUE,
      workflowId,
      args: [input],
    }),
  );
  return file.sha256;
}
