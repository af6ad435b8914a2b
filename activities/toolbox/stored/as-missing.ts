import { DatabaseError } from '../../../connectors/mysql/database-error';
import { isErrorType } from '../../../model/errors';
import { failure } from '../failure';

/** Why a plan's file could not be read: `PlanMissing`, but where it could not be asked beside the ledger whether it is there. */
export function asMissing(error: unknown, message: string): Error {
  const { type = '' } = error as { readonly type?: string };
  if (error instanceof DatabaseError || (error instanceof Error && isErrorType(type))) return error;
  return failure('PlanMissing', message, error);
}
