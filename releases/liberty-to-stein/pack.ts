/**
 * Rows that belong to a row, as one text that any MySQL can make: `GROUP_CONCAT` of columns in hexadecimal, which no
 * value can break. Cells are joined by `:`, rows by `,`; NULL is `-`. `order` tells rows apart: the same rows are the same text.
 */
export function pack(columns: readonly string[], from: string, order: string): string {
  const cells = columns.map((column) => `IFNULL(HEX(CONVERT(${column} USING utf8mb4)), '-')`);
  return `SELECT GROUP_CONCAT(CONCAT_WS(':', ${cells.join(', ')}) ORDER BY ${order} SEPARATOR ',') ${from}`;
}

/** The rows again. */
export function unpack(text: string | null | undefined): (string | null)[][] {
  if (text === null || text === undefined || text === '') return [];
  return text
    .split(',')
    .map((row) => row.split(':').map((cell) => (cell === '-' ? null : Buffer.from(cell, 'hex').toString('utf8'))));
}
