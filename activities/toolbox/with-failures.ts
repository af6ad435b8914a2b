import { ApplicationFailure } from '@temporalio/common';
import { ApiError } from '../../connectors/openstack/api-error';
import { isErrorType } from '../../model/errors';
import { failure } from './failure';
import { wrapFunctions, type Functions } from './wrap-functions';

/** The same functions; an error of a connector becomes a failure of the type that it stands for. */
export function withFailures<T extends Functions>(functions: T): T {
  return wrapFunctions(functions, (_, call) => async (...input) => {
    try {
      return await call(...input);
    } catch (error) {
      throw asFailure(error);
    }
  });
}

function asFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || !(error instanceof Error)) return error;
  const { type = '' } = error as { type?: string };
  if (error instanceof ApiError) return failure('ApiFailed', `${error.message}.`, error);
  return isErrorType(type) ? failure(type, error.message, error) : error;
}
