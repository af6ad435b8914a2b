/** What went wrong, as a type of `model/errors`. */
export type DatabaseErrorType = 'DatabaseUnreachable' | 'DatabaseAuthentication' | 'StatementFailed';

/** A database server refused something, or did not answer. Its message names the server and the user, never the password. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    readonly type: DatabaseErrorType,
    message: string,
    /** The server's or the driver's own code, for example ER_DUP_ENTRY. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const REFUSED = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_NOT_SUPPORTED_AUTH_MODE',
]);

/** Codes of the server that mean: this connection is gone, another may work. All of the driver's own do not begin with ER_. */
const LOST = new Set([
  'ER_CONNECTION_KILLED',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_QUERY_INTERRUPTED',
  'ER_NORMAL_SHUTDOWN',
]);

/** Says what and where: `where` is user@host:port. Statements may be long and hold data: only their beginning is shown. */
export function databaseError(error: unknown, where: string, statement?: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code = '', message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const options = { cause: error };
  if (REFUSED.has(code))
    return new DatabaseError('DatabaseAuthentication', `${where} refuses: ${message}.`, code, options);
  if (code !== '' && (!code.startsWith('ER_') || LOST.has(code)))
    return new DatabaseError('DatabaseUnreachable', `${where} does not answer: ${message} (${code}).`, code, options);
  const begin = statement === undefined ? '' : ` It was: ${statement.replaceAll(/\s+/g, ' ').trim().slice(0, 300)}`;
  return new DatabaseError('StatementFailed', `${where}: ${message}.${begin}`, code, options);
}
