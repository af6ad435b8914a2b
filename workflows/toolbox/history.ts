import { workflowInfo } from '@temporalio/workflow';

/** Temporal itself warns at 10,240 events; a page of the web UI is slow long before. */
const LONG_HISTORY = 2_000;

/** Whether a workflow's history has grown so long that it is to be renewed where nothing is in flight; `long` counts events. */
export function historyIsLong(long = LONG_HISTORY): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= long;
}
