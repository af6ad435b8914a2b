import type { Statements } from './statements';

/** The statement that makes a table like this one, but for the number that its next row gets; `table` stands in SQL as it is. */
export async function readStructure(on: Statements, table: string): Promise<string> {
  const [row] = await on.rows(`SHOW CREATE TABLE ${table}`);
  return (row?.['Create Table']?.toString() ?? '').replace(/ AUTO_INCREMENT=\d+/, '');
}
