import {
  ChildWorkflowFailure,
  type ChildWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  startChild,
  type Workflow,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { ApplicationFailure } from '@temporalio/common';
import type { PhaseName } from '../../model/phases';
import type { GroupWorkflow } from '../../model/plan/plan';
import type { GroupHead } from '../../model/plan/plan-page';
import type { ChildInput, Execution, RunSummary, TrackRange } from './execution';
import type { CarriedSlots } from './slots';
import { PHASE } from '../toolbox/search-attributes';

/** Workflows that run a whole phase, and those that run one group. */
export type ChildType = 'upgradeHosts' | 'restartAgents' | 'preflightHostBatch' | Exclude<GroupWorkflow, 'inline'>;

interface Child {
  readonly type: ChildType;
  readonly id: string;
  readonly phase: PhaseName;
  readonly group: GroupHead | null;
  readonly range?: TrackRange;
  /** Of a batch in a window: what it begins with, and who hears that it may be told of more. */
  readonly slots?: CarriedSlots;
  readonly started?: (child: ChildWorkflowHandle<Workflow>) => void;
}

/** Runs a part of the plan in a child, which hears every command that this workflow hears. */
export async function runChild(execution: Execution, child: Child): Promise<RunSummary> {
  const { type, id, phase, group, range, slots, started } = child;
  const { run, plan, commandHandler, status, onFailure, failureBudget, gates } = execution;
  const start = (commands: ChildInput['commands']) =>
    startChild<(input: ChildInput) => Promise<RunSummary>>(type, {
      workflowId: id,
      args: [
        {
          ...{ run, plan, phase, group, commands, onFailure },
          ...(failureBudget > 0 && { failureBudget }),
          ...((phase === 'hosts' || phase === 'agents') && gates.some(({ gate }) => gate === 'canaries') && { gates }),
          ...(range && { range }),
          ...(slots && { slots }),
        },
      ],
      // Cancelled, not terminated, so that it ends between steps; after a failure its id is used again.
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      typedSearchAttributes: [{ key: PHASE, value: phase }],
      staticSummary: group === null ? `${phase} of ${run.cluster}` : `${phase}, ${group.name} of ${run.cluster}`,
    });
  try {
    return await status.during(id, () =>
      commandHandler.adopt(start, (begun) => {
        started?.(begun);
        return begun.result();
      }),
    );
  } catch (error) {
    // The child's own failure names type, step and remedy already.
    if (!isCancellation(error) && error instanceof ChildWorkflowFailure && error.cause instanceof ApplicationFailure)
      throw ApplicationFailure.create({
        type: error.cause.type ?? 'Error',
        message: error.cause.message,
        nonRetryable: true,
        cause: error,
      });
    throw error;
  }
}
