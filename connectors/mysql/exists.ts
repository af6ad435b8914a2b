import type { Statements } from './statements';

/** Whether there is such a schema, or such a table in it. */
export async function exists(on: Statements, schema: string, table?: string): Promise<boolean> {
  const [row] =
    table === undefined
      ? await on.rows('SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?', [schema])
      : await on.rows('SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?', [
          schema,
          table,
        ]);
  return row !== undefined;
}
