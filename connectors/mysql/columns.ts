import type { Column } from '../../model/tables/columns';
import type { Statements } from './statements';

/** The columns of a schema's tables, or of one of them, by table, in their order; empty when there is no such. */
export async function readColumns(
  on: Statements,
  schema: string,
  table?: string,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await on.rows(
    `SELECT TABLE_NAME t, COLUMN_NAME name, COLUMN_TYPE type, DATA_TYPE dataType, IS_NULLABLE = 'YES' nullable,
       COLUMN_DEFAULT IS NOT NULL AND COLUMN_DEFAULT <> 'NULL' hasDefault, EXTRA LIKE '%auto_increment%' autoIncrement,
       CHARACTER_MAXIMUM_LENGTH maxLength, COLLATION_NAME collation
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ${table === undefined ? '' : 'AND TABLE_NAME = ?'}
     ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    table === undefined ? [schema] : [schema, table],
  );
  const tables = new Map<string, Column[]>();
  for (const row of rows) {
    const columns = tables.get(String(row['t'])) ?? [];
    tables.set(String(row['t']), columns);
    columns.push({
      name: String(row['name']),
      type: String(row['type']),
      dataType: String(row['dataType']),
      nullable: Number(row['nullable']) === 1,
      hasDefault: Number(row['hasDefault']) === 1,
      autoIncrement: Number(row['autoIncrement']) === 1,
      maxLength: row['maxLength'] === null ? null : Number(row['maxLength']),
      collation: row['collation'] === null ? null : String(row['collation']),
    });
  }
  return tables;
}
