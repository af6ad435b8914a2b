import { workflowInfo } from '@temporalio/workflow';

/** Temporal itself warns at 10,240 events; a page of the web UI is slow long before. */
const LONG_HISTORY = 2_000;

/** A group goes on for as long as a host is held or a table is copied: what is under way when it is to end comes on top. */
const LONG_GROUP_HISTORY = 1_200;

/** The same of a group, whose tracks are in flight beside one another: they come to a border first. */
export function groupHistoryIsLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= LONG_GROUP_HISTORY;
}

/** Whether a workflow's history has grown so long that it is to be renewed where nothing is in flight. */
export function historyIsLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= LONG_HISTORY;
}
