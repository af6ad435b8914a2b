import { DatabaseError } from '../../../connectors/mysql/database-error';
import { failure } from '../failure';

/** Why a plan's file could not be read: `PlanMissing`, but where the ledger's server did not say whether it has it. */
export function asMissing(error: unknown, message: string): Error {
  return error instanceof DatabaseError ? error : failure('PlanMissing', message, error);
}
