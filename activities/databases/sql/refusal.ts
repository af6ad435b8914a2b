import { DatabaseError } from '../../../connectors/mysql/database-error';

/** What a server answered to a statement that it refused; any other error is thrown again. */
export function refusal(error: unknown): string {
  if (!(error instanceof DatabaseError) || error.type !== 'StatementFailed') throw error;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
