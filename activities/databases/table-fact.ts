/** The fact that the report's table of tables is made from: `{ source, target, rows, verified }`. */
export function tableFact(mapping: string): string {
  return `tables/${mapping}`;
}
