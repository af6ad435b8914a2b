import { proxyActivities } from '@temporalio/workflow';
import type { createPlanActivities } from '../../../activities/runs/plans/plans';
import type { PhaseName } from '../../../model/phases';
import type { RunRef, StepInput, StepResult } from '../../../model/run';
import type { UpgradeOptions } from '../../../model/upgrade';

export interface AlignInput {
  readonly run: RunRef;
  readonly phases: readonly PhaseName[];
  readonly taskQueue: string;
}

type Call = (input: StepInput) => Promise<Partial<StepResult> & { readonly blockers?: readonly unknown[] }>;

// activities give a sign of life every five seconds
const NOTICE = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '8s',
  retry: { initialInterval: '100ms', maximumInterval: '1s' },
} as const;

/** Builds a plan, reads it page by page and carries it out, as `upgradeCluster` does; answers what preflight has found. */
export async function alignByPlan({ run, phases, taskQueue }: AlignInput): Promise<readonly unknown[]> {
  const plans = proxyActivities<ReturnType<typeof createPlanActivities>>({ taskQueue, ...NOTICE });
  const activities = proxyActivities<Record<string, Call>>({ taskQueue, ...NOTICE });
  const options: UpgradeOptions = {
    ...({ cluster: run.cluster, phases, hosts: null, approval: 'auto', onFailure: 'ask' } as const),
    ...{ plan: null, rehearse: false, seedFlows: true },
  };
  const { file: plan } = await plans.buildPlan({ run, options });
  const blockers: unknown[] = [];
  for (const phase of phases) {
    const { items: groups } = await plans.readPlanGroups({ run, plan, phase, from: 0 });
    for (const { name: group } of groups)
      for (let from: number | null = 0; from !== null;) {
        const page: Awaited<ReturnType<typeof plans.readPlanLanes>> = await plans.readPlanLanes({
          ...{ run, plan, phase, group, from },
        });
        for (const { name: track, steps } of page.items) {
          // a scratch cloud has databases, and no machine that pings
          if (track === 'probes') continue;
          for (const { id, activity, input } of steps)
            for (let more = true; more;) {
              const result = await (activities[activity] as Call)({ ...input, run: { ...run }, step: id, phase });
              blockers.push(...(result.blockers ?? []));
              more = result.more !== undefined;
            }
        }
        from = page.next;
      }
  }
  return blockers;
}
