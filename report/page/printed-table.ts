import Table from 'cli-table3';

/** A table for a terminal. */
export function printedTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const printed = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  printed.push(...rows.map((row) => [...row]));
  return printed.toString();
}
