import { ApplicationFailure } from '@temporalio/common';
import { ERRORS, type ErrorType } from '../../model/errors';

/** A failure of a type in the table, with its remedy; `message` says what and where. */
export function failure(type: ErrorType, message: string, cause?: unknown): ApplicationFailure {
  const { retryable, remedy } = ERRORS[type];
  return ApplicationFailure.create({
    type,
    message: message.endsWith(remedy) ? message : `${message} ${remedy}`,
    nonRetryable: !retryable,
    ...(cause instanceof Error ? { cause } : {}),
  });
}
