import { DefaultLogger, Runtime, type Logger, type WorkerOptions } from '@temporalio/worker';
import type { TakeSnapshot } from '../../../activities/runs/plans/planner';
import type { TemporalOptions } from '../../support/temporal';
import { bundleWorkflows } from '../../support/workflow-bundle';

export interface HarnessOptions extends TemporalOptions {
  /** Where its workers show their metrics. */
  readonly metrics?: string;
  /** What its workers are extended by: workflows are then bundled with it. */
  readonly plugins?: WorkerOptions['plugins'];
  /** How its workers convert data, by what their activities are intercepted, and which build they are. */
  readonly worker?: Pick<WorkerOptions, 'dataConverter' | 'interceptors' | 'workerDeploymentOptions' | 'identity'>;
  readonly logger?: Logger;
  /** What plans keep of the cluster's folder; without it nothing, as those of older versions. */
  readonly takeSnapshot?: TakeSnapshot;
}

export type WorkflowCode = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'plugins'>;

/** The SDK's runtime of a test, which logs errors alone, if at all. */
export function installRuntime(metrics: string | undefined, logger: Logger = new DefaultLogger('ERROR')): void {
  Runtime.install({
    logger,
    ...(metrics !== undefined && { telemetryOptions: { metrics: { prometheus: { bindAddress: metrics } } } }),
  });
}

/** Where the workers take the workflows from. */
export async function workflowCode(plugins: HarnessOptions['plugins']): Promise<WorkflowCode> {
  return plugins === undefined
    ? { workflowBundle: await bundleWorkflows() }
    : { workflowsPath: require.resolve('../../../workflows/index'), plugins };
}
