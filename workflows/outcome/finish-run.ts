import { ApplicationFailure, allHandlersFinished, CancellationScope, condition, log } from '@temporalio/workflow';
import type { StoredFile } from '../../model/run';
import type { UpgradeResult, Verdict } from '../../model/upgrade';
import { inDatacenter } from '../toolbox/activities';
import type { Execution } from '../interpreter/execution';
import { describe } from '../toolbox/failures';
import { plain } from '../toolbox/prepare';

/** Writes operators' commands into the ledger: who approved, who stopped. */
export async function recordCommands({
  run,
  commandHandler,
}: Pick<Execution, 'run' | 'commandHandler'>): Promise<void> {
  const commands = commandHandler.takePending();
  if (commands.length === 0) return;
  try {
    await inDatacenter(run.datacenter, 'Record the commands').recordCommands({ run, commands });
  } catch (error) {
    commandHandler.giveBack(commands);
    throw plain(error);
  }
}

/**
 * Ends a run: verdict, audit, report. `wrote` is false while nothing was written: then the ledger stays untouched, too.
 * A report that cannot be written does not change the verdict.
 */
export function finishRun(
  execution: Pick<Execution, 'run' | 'commandHandler' | 'status'>,
  end: { verdict: Verdict; plan: string; wrote: boolean; error: string | null },
): Promise<UpgradeResult> {
  // Whoever cancels a run that ends already gets its end.
  return CancellationScope.nonCancellable(() => finish(execution, end));
}

async function finish(
  execution: Pick<Execution, 'run' | 'commandHandler' | 'status'>,
  { verdict, plan, wrote, error }: { verdict: Verdict; plan: string; wrote: boolean; error: string | null },
): Promise<UpgradeResult> {
  const { run, status, commandHandler } = execution;
  commandHandler.mode = 'ending';
  status.finish(verdict);
  const { setAside } = commandHandler.state;
  const summary = {
    ...{ verdict, cluster: run.cluster, run: run.id, plan, phases: status.phases },
    ...(setAside && { setAside }),
  };
  let report: StoredFile | null = null;
  try {
    if (wrote) {
      await recordCommands(execution);
      await inDatacenter(run.datacenter, `Record the verdict: ${verdict}`).recordVerdict({ run, verdict, error });
    }
    report = await inDatacenter(run.datacenter, 'Write the report').writeReport({ run, summary, wrote, error });
  } catch (failure) {
    log.error(`The report could not be written: ${describe(failure).message}`);
  }
  await condition(allHandlersFinished);
  return { ...summary, report };
}

/** The failure that ends a workflow: the type of what went wrong, the result as its detail. */
export function failureWith(result: UpgradeResult, error: unknown, remark: string): ApplicationFailure {
  const { type, message } = describe(error);
  return ApplicationFailure.create({
    type,
    message: [message, remark].filter((part) => part !== '').join(' '),
    nonRetryable: true,
    details: [result],
    ...(error instanceof Error ? { cause: error } : {}),
  });
}
