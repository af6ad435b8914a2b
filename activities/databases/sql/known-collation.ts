import { charsetOf, olderNames } from '../../../alignment/charset';
import type { Statements } from '../../../connectors/mysql/statements';
import { DatabaseError } from '../../../connectors/mysql/database-error';
import { identifier } from '../../../model/quote';

/** Whether the server knows the collation, by this name or by the one that older servers have for it. */
export async function knowsCollation(on: Statements, collation: string): Promise<boolean> {
  return (await knowsByName(on, collation)) || knowsByName(on, collation.replace(/^utf8mb3_/, 'utf8_'));
}

/** A table's structure in names that the server knows: `utf8mb3_…` is `utf8_…` on those that are older than the name. */
export async function inNamesOf(on: Statements, showCreate: string): Promise<string> {
  return (await knowsByName(on, 'utf8mb3_general_ci')) ? showCreate : olderNames(showCreate);
}

/** Asked by using it: not every server lists its collations by the names that a table's structure says. */
async function knowsByName(on: Statements, collation: string): Promise<boolean> {
  try {
    await on.rows(
      `SELECT CONVERT('' USING ${identifier(charsetOf(collation) ?? '')}) COLLATE ${identifier(collation)}`,
    );
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.type === 'StatementFailed') return false;
    throw error;
  }
}
