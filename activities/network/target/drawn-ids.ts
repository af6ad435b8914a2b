import type { Database } from '../../../connectors/mysql/database';
import { table } from '../../../connectors/mysql/table';

/** Neutron's tables whose ids its API always draws itself. */
export type DrawnTable = 'networkrbacs' | 'floatingips' | 'ports';

/** Columns that change together with the id. */
export type MoreColumns = Readonly<Record<string, string>>;

/**
 * Gives rows the ids that they are to have instead of those that Neutron has drawn: the row and every column that refers to
 * it, all or nothing. For what no API call can say; running agents learn of it with their next look at the API.
 */
export class DrawnIds {
  private constructor(
    private readonly database: Database,
    private readonly schema: string,
    private readonly table: DrawnTable,
    private readonly references: readonly { readonly table: string; readonly column: string }[],
  ) {}

  static async of(database: Database, schema: string, table: DrawnTable): Promise<DrawnIds> {
    const rows = await database.rows(
      `SELECT TABLE_NAME AS name, COLUMN_NAME AS field FROM information_schema.KEY_COLUMN_USAGE
       WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME = ? AND REFERENCED_COLUMN_NAME = 'id'`,
      [schema, schema, table],
    );
    const references = rows.map((row) => ({ table: String(row['name']), column: String(row['field']) }));
    return new DrawnIds(database, schema, table, references);
  }

  /** Done already, or the row gone: nothing happens. */
  async replace(drawn: string, id: string, more: MoreColumns = {}): Promise<void> {
    await this.database.session(async (statements) => {
      await statements.run('SET SESSION foreign_key_checks = 0');
      await statements.run('START TRANSACTION');
      for (const { table: name, column } of this.references)
        await statements.run(this.rowsOf(name).where(column, drawn).update(column, id));
      await statements.run(
        this.rowsOf(this.table)
          .where({ id: drawn })
          .update({ ...more, id }),
      );
      await statements.run('COMMIT');
    });
  }

  private rowsOf(name: string) {
    return table<Record<string, string>>(this.schema, name);
  }
}
