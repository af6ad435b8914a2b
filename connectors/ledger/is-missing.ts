/** What MariaDB says of a table or a database that is not there. */
const MISSING: ReadonlySet<string> = new Set(['ER_NO_SUCH_TABLE', 'ER_BAD_DB_ERROR']);

/** Whether a statement failed because the ledger's schema, or a table of it, is not there. */
export function isMissing(error: unknown): boolean {
  return MISSING.has((error as { readonly code?: string }).code ?? '');
}
