import { CancellationScope } from '@temporalio/workflow';
import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  CancelledFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/common';
import { ERRORS, type ErrorType } from '../../model/errors';

/** What an operator sees of an error: its stable type and its message. */
export interface Described {
  readonly type: string;
  readonly message: string;
}

/** Finds the failure that matters below Temporal's wrappers. */
export function describe(error: unknown): Described {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && error.cause)
    return describe(error.cause);
  if (error instanceof ApplicationFailure) return { type: error.type ?? 'Error', message: error.message };
  if (error instanceof TimeoutFailure) return { type: 'StepTimedOut', message: timeoutMessage(error) };
  if (error instanceof TerminatedFailure)
    return { type: 'ChildTerminated', message: `A part of the run was terminated. ${ERRORS.ChildTerminated.remedy}` };
  if (error instanceof CancelledFailure) return { type: 'Cancelled', message: 'It was cancelled.' };
  return { type: 'Error', message: error instanceof Error ? error.message : String(error) };
}

function timeoutMessage({ timeoutType }: TimeoutFailure): string {
  const why =
    timeoutType === 'HEARTBEAT' ? 'no sign of life from the worker that carried it out' : `${timeoutType} timeout`;
  return `Given up after repeated attempts: ${why}. ${ERRORS.StepTimedOut.remedy}`;
}

/** A final failure of a workflow. A plain Error would only fail the workflow's task, which is tried for ever. */
export function workflowFailure(type: ErrorType, message: string, cause?: unknown): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message: `${message} ${ERRORS[type].remedy}`,
    nonRetryable: true,
    ...(cause instanceof Error ? { cause } : {}),
  });
}

/** Whatever a step came to that was called off: the run is cancelled. */
export function throwIfCancelled(): void {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('It was cancelled.');
}

/** The failure of one step: the type of what went wrong, with the step's name in front of the message. */
export function stepFailure(step: string, error: unknown): ApplicationFailure {
  const { type, message } = describe(error);
  return ApplicationFailure.create({
    type,
    message: `${step}: ${message}`,
    nonRetryable: true,
    ...(error instanceof Error ? { cause: error } : {}),
  });
}
